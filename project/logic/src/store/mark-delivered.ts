/** Delivery cursors, max-only; the conversations are locked before. */
import type pg from 'pg';
import type { Id } from '@godwit/shared/ids/id';
import { countArray, idArray } from './array-parameter.js';
import { lockedStatement } from './locked-statement.js';

export interface DeliveryMark {
  readonly conversationId: Id;
  readonly userId: Id;
  readonly deliveredSeq: number;
}

export interface MarkedDelivered extends DeliveryMark {
  /** Of the conversation, under whose lock the cursor moved. */
  readonly membershipVersion: number;
}

const STATEMENT = `
WITH input AS MATERIALIZED (
  SELECT conversation_id, user_id, max(seq) AS seq FROM unnest($1::bigint[], $2::bigint[], $3::bigint[]) AS i(conversation_id, user_id, seq) GROUP BY 1, 2
), target AS MATERIALIZED (
  SELECT m.id, c.membership_version, least(i.seq, c.last_seq, nullif(m.max_seq, 0)) AS seq
  FROM input i JOIN conversation c ON c.id = i.conversation_id AND c.deleted = 0
  JOIN conversation_member m ON m.conversation_id = i.conversation_id AND m.user_id = i.user_id AND m.deleted = 0
)
UPDATE conversation_member m SET delivered_seq = t.seq, updated_at = clock_timestamp()
FROM target t WHERE m.id = t.id AND m.delivered_seq < t.seq
RETURNING m.conversation_id, m.user_id, m.delivered_seq, t.membership_version`;

type Row = {
  conversation_id: Id;
  user_id: Id;
  delivered_seq: string;
  membership_version: string;
};

/** One transaction. Only cursors that moved come back. */
export async function markDelivered(pool: pg.Pool, marks: readonly DeliveryMark[]): Promise<MarkedDelivered[]> {
  const rows = await lockedStatement<Row>(
    pool,
    { conversations: marks.map((m) => m.conversationId) },
    {
      name: 'mark-delivered',
      text: STATEMENT,
      values: [idArray(marks, (m) => m.conversationId), idArray(marks, (m) => m.userId), countArray(marks, (m) => m.deliveredSeq)],
    },
  );
  return rows.map((row) => ({
    conversationId: row.conversation_id,
    userId: row.user_id,
    deliveredSeq: Number(row.delivered_seq),
    membershipVersion: Number(row.membership_version),
  }));
}
