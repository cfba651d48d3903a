import type pg from 'pg';
import { EntryKindNumber } from '@godwit/shared/protocol/messages/entry-kind';
import { MAX_ROWS, type PageQuery, VIEW } from './view-sql.js';

/** A message with an address in its body, wherever that stands. */
export interface Linking {
  readonly seq: number;
  readonly body: Uint8Array;
}

export interface LinkingPage {
  /** The newest first. */
  readonly linking: readonly Linking[];
  /** Everything from here on was looked at; 0: there is nothing older. */
  readonly next: number;
}

/** Of bodies, and one more. Each is parsed, which costs up to 1 ms a KB where somebody wrote it for that. */
const MAX_BYTES = 128 * 1024;

/** As message_link_idx has it, or PostgreSQL does not use that. FlatBuffers hold texts as they are; `://` is in every address, however its scheme is written. */
const HAS_ADDRESS = `e.kind = ${String(EntryKindNumber.message)} AND position('://'::bytea IN e.body) > 0`;

/** Whether a page goes on behind the message w. */
const GOES_ON = `w.looked < ${String(MAX_ROWS)} AND w.found < $4 AND w.bytes < ${String(MAX_BYTES)}`;

/**
 * Down the index, message by message: what is hidden is passed without its body, and counted. A recalled one has no body. The key of the index is
 * −seq, because a plan that was made while the tables were empty would else go down the primary key, through all other messages.
 */
export const STATEMENT = `
WITH RECURSIVE ${VIEW}, walk AS (
  SELECT last_seq + 1 AS seq, 0 AS looked, 0 AS found, 0 AS bytes, NULL::bytea AS body FROM view
  UNION ALL
  SELECT r.seq, w.looked + 1, w.found + (r.body IS NOT NULL)::int, w.bytes + coalesce(octet_length(r.body), 0), r.body
  FROM walk w CROSS JOIN view v
  CROSS JOIN LATERAL (
    SELECT e.seq, CASE WHEN NOT v.hidden @> e.seq THEN e.body END AS body FROM message e
    WHERE e.conversation_id = $1 AND -e.seq <= -v.first_seq AND -e.seq > -w.seq AND ${HAS_ADDRESS} ORDER BY -e.seq LIMIT 1
  ) r
  WHERE ${GOES_ON}
)
SELECT s.seq, s.body, (SELECT min(w.seq) FROM walk w HAVING NOT bool_and(${GOES_ON}) AND min(w.seq) > view.first_seq) AS next
FROM view LEFT JOIN walk s ON s.body IS NOT NULL
ORDER BY s.seq DESC`;

type Row = { next: string | null } & ({ seq: string; body: Uint8Array } | { seq: null });

/** undefined: no such conversation, or the user was never in it. */
export async function findLinking(pool: pg.Pool, query: PageQuery): Promise<LinkingPage | undefined> {
  const { conversationId, userId, before, limit } = query;
  const values = [conversationId, userId, before, limit];
  const { rows } = await pool.query<Row>({ name: 'find-linking', text: STATEMENT, values });
  const [first] = rows;
  if (first === undefined) return undefined;
  const linking = rows.flatMap((row) => (row.seq === null ? [] : [{ seq: Number(row.seq), body: row.body }]));
  return { linking, next: Number(first.next ?? 0) };
}
