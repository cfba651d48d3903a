/** A range of a conversation log as one user may read it: the view and its entries in one statement, so in one round trip and snapshot. */
import type pg from 'pg';
import type { Id } from '@godwit/shared/ids/id';
import type { Entry } from '@godwit/shared/protocol/messages/entry';
import type { Direction } from '@godwit/shared/protocol/messages/history-request';
import { hiddenOf } from './expired-sql.js';
import { entryColumns, type EntryRow, entryOf, entrySize } from './entry-row.js';

export interface LogQuery {
  readonly conversationId: Id;
  readonly userId: Id;
  readonly fromSeq: number;
  /** 0 = to the end. */
  readonly toSeq: number;
  readonly limit: number;
  /** Of bodies and reactions: none is read behind so many. */
  readonly maxBytes: number;
  readonly direction: Direction;
}

export interface LogView {
  readonly epoch: number;
  /** First and last visible entry; none when lastSeq < firstSeq. */
  readonly firstSeq: number;
  readonly lastSeq: number;
  /**
   * At most `limit` of the visible ones in the range, counted from fromSeq (forward, ascending) or from toSeq (backward, descending), and
   * of them the first that are `maxBytes` and one more: 200 of the largest are 6 MB, twice that on their way from PostgreSQL (R22).
   */
  readonly entries: readonly Entry[];
}

const statement = (order: 'ASC' | 'DESC'): string => `
SELECT v.epoch, v.first_seq, v.end_seq, e.*
FROM (
  SELECT c.epoch, m.min_seq AS first_seq, least(c.last_seq, nullif(m.max_seq, 0)) AS end_seq, ${hiddenOf('c')} AS hidden
  FROM conversation_member m JOIN conversation c ON c.id = m.conversation_id AND c.deleted = 0
  WHERE m.conversation_id = $1 AND m.user_id = $2 AND m.deleted = 0
) v
LEFT JOIN LATERAL (
  SELECT r.*, sum(${entrySize('r')}) OVER (ORDER BY r.seq ${order}) - (${entrySize('r')}) AS bytes_before
  FROM (
    SELECT ${entryColumns('$2', 'v.hidden')} FROM message e
    WHERE e.conversation_id = $1 AND e.seq BETWEEN greatest($3::bigint, v.first_seq) AND least(nullif($4::bigint, 0), v.end_seq)
    ORDER BY e.seq ${order} LIMIT $5
  ) r
) e ON e.bytes_before < $6
ORDER BY e.seq ${order}`;
const STATEMENTS: Record<Direction, string> = { forward: statement('ASC'), backward: statement('DESC') };

interface Row extends Omit<EntryRow, 'seq'> {
  epoch: string;
  first_seq: string;
  end_seq: string;
  seq: string | null;
}

/** undefined: no such conversation, or the user was never in it. */
export async function loadLog(pool: pg.Pool | pg.ClientBase, query: LogQuery): Promise<LogView | undefined> {
  const { conversationId, userId, fromSeq, toSeq, limit, maxBytes, direction } = query;
  const { rows } = await pool.query<Row>({
    name: `load-log-${direction}`,
    text: STATEMENTS[direction],
    values: [conversationId, userId, fromSeq, toSeq, limit, maxBytes],
  });
  const [first] = rows;
  if (first === undefined) return undefined;
  const entries = rows.flatMap((row) => (row.seq === null ? [] : [entryOf({ ...row, seq: row.seq })]));
  return { epoch: Number(first.epoch), firstSeq: Number(first.first_seq), lastSeq: Number(first.end_seq), entries };
}
