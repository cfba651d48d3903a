import type { Content } from '@godwit/client/client';
import type { EntryItem } from '@godwit/client/view/timeline';
import type { Id } from '@godwit/shared/ids/id';
import { EVERYBODY, type MentionPick } from '../../state/draft-store.js';

/** Of the quote in an answer. */
const MAX_PREVIEW_CHARACTERS = 100;
/** The server refuses more. */
const MAX_MENTIONS = 50;

type Mentions = Pick<Content, 'mentions' | 'mentionAll'>;

/** Those whose @name still stands in the text. The longest name takes its place first: @Anna is not @Ann. */
export function mentionsIn(text: string, picks: readonly MentionPick[]): Mentions {
  let rest = text;
  const found = new Set<Id>();
  for (const { userId, name } of picks.toSorted((a, b) => b.name.length - a.name.length)) {
    if (!rest.includes(`@${name}`)) continue;
    rest = rest.replaceAll(`@${name}`, '\n');
    found.add(userId);
  }
  const mentionAll = found.delete(EVERYBODY);
  const mentions = [...found].slice(0, MAX_MENTIONS);
  return { ...(mentions.length > 0 && { mentions }), ...(mentionAll && { mentionAll }) };
}

/** What an answer says of the message that it answers. said: the message in words. */
export const quoteOf = ({ seq, senderId }: EntryItem, said: string): NonNullable<Content['replyTo']> => ({
  seq,
  senderId,
  preview: [...said.replaceAll(/\s+/g, ' ').trim()].slice(0, MAX_PREVIEW_CHARACTERS).join(''),
});

/** A message with other words. Its attachments stay; those it mentions stay while the text may name them, also by a name that they had then. */
export function editedContent({ body }: EntryItem, text: string, nameOf: (userId: Id) => string, picks: readonly MentionPick[]): Content {
  const before = body.mentions.map((userId): MentionPick => ({ userId, name: nameOf(userId) }));
  const isNamed = ({ name }: MentionPick): boolean => name !== '' && body.text.includes(`@${name}`);
  const unknown = before.filter((one) => !isNamed(one)).map(({ userId }) => userId);
  const named = [...before.filter(isNamed), ...picks];
  const { mentions = [], mentionAll = body.mentionAll && text.includes('@') } = mentionsIn(text, named);
  const { kind, attachments, fallbackText } = body;
  return {
    kind,
    text,
    attachments,
    fallbackText,
    mentions: [...new Set([...mentions, ...(text.includes('@') ? unknown : [])])],
    mentionAll,
  };
}
