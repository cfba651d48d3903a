import type pg from 'pg';
import type { Id } from '@godwit/shared/ids/id';

/** What of a conversation log a user may read now. */
export interface LogView {
  readonly epoch: number;
  /** First and last visible entry; none when lastSeq < firstSeq. */
  readonly firstSeq: number;
  readonly lastSeq: number;
}

const STATEMENT = `
SELECT c.epoch, m.min_seq, least(c.last_seq, nullif(m.max_seq, 0)) AS last_seq
FROM conversation_member m JOIN conversation c ON c.id = m.conversation_id AND c.deleted = 0
WHERE m.conversation_id = $1 AND m.user_id = $2 AND m.deleted = 0`;

interface Row {
  epoch: string;
  min_seq: string;
  last_seq: string;
}

/** undefined: no such conversation, or the user was never in it. */
export async function loadView(pool: pg.Pool, conversationId: Id, userId: Id): Promise<LogView | undefined> {
  const { rows } = await pool.query<Row>({ name: 'load-view', text: STATEMENT, values: [conversationId, userId] });
  const row = rows[0];
  return row && { epoch: Number(row.epoch), firstSeq: Number(row.min_seq), lastSeq: Number(row.last_seq) };
}
