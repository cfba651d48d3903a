/** The @ that is being written before the caret: where it stands, and what follows it. */
export interface MentionQuery {
  readonly from: number;
  readonly query: string;
}

/** Not after a letter or digit: that is an address. Chinese has no spaces, so other scripts may stand before it. */
const OPEN = /(?:^|[^A-Za-z0-9_.@-])@([^\s@]{0,32})$/;

/** null: none. */
export function mentionQuery(text: string, caret: number): MentionQuery | null {
  const found = OPEN.exec(text.slice(0, caret));
  const query = found?.[1];
  return query === undefined ? null : { from: caret - query.length - 1, query };
}
