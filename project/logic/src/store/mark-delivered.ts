/** Delivery cursors, max-only; the conversation rows are locked first, in id order, as for every writer of member rows. */
import type pg from 'pg';
import type { Id } from '@godwit/shared/ids/id';
import { countArray, idArray } from './array-parameter.js';

export interface DeliveryMark {
  readonly conversationId: Id;
  readonly userId: Id;
  readonly deliveredSeq: number;
}

const STATEMENT = `
WITH input AS MATERIALIZED (
  SELECT conversation_id, user_id, max(seq) AS seq FROM unnest($1::bigint[], $2::bigint[], $3::bigint[]) AS i(conversation_id, user_id, seq) GROUP BY 1, 2
), locked AS MATERIALIZED (
  SELECT id, last_seq FROM conversation WHERE id = ANY ($1::bigint[]) AND deleted = 0 ORDER BY id FOR NO KEY UPDATE
), target AS MATERIALIZED (
  SELECT m.id, least(i.seq, l.last_seq, nullif(m.max_seq, 0)) AS seq
  FROM input i JOIN locked l ON l.id = i.conversation_id
  JOIN conversation_member m ON m.conversation_id = i.conversation_id AND m.user_id = i.user_id AND m.deleted = 0
)
UPDATE conversation_member m SET delivered_seq = t.seq, updated_at = clock_timestamp()
FROM target t WHERE m.id = t.id AND m.delivered_seq < t.seq
RETURNING m.conversation_id, m.user_id, m.delivered_seq`;

interface Row {
  conversation_id: Id;
  user_id: Id;
  delivered_seq: string;
}

/** One transaction. Only cursors that moved come back. */
export async function markDelivered(pool: pg.Pool, marks: readonly DeliveryMark[]): Promise<DeliveryMark[]> {
  const { rows } = await pool.query<Row>({
    name: 'mark-delivered',
    text: STATEMENT,
    values: [idArray(marks, (m) => m.conversationId), idArray(marks, (m) => m.userId), countArray(marks, (m) => m.deliveredSeq)],
  });
  return rows.map((row) => ({ conversationId: row.conversation_id, userId: row.user_id, deliveredSeq: Number(row.delivered_seq) }));
}
