/** Where a time is in a log: entries have the database's clock in order of seq, so a binary search over the primary key finds it without an index. */
import type pg from 'pg';
import type { Id } from '@godwit/shared/ids/id';

export interface SeqSinceQuery {
  readonly conversationId: Id;
  readonly userId: Id;
  readonly fromSeq: number;
  /** 0 = to the end. */
  readonly toSeq: number;
  /** ms since 1970 */
  readonly sinceMs: number;
}

const FIND = {
  name: 'find-seq-since',
  text: `
WITH RECURSIVE search(low, high) AS (
  SELECT greatest($3::bigint, m.min_seq), least(nullif($4::bigint, 0), c.last_seq, nullif(m.max_seq, 0)) + 1
  FROM conversation_member m JOIN conversation c ON c.id = m.conversation_id AND c.deleted = 0
  WHERE m.conversation_id = $1 AND m.user_id = $2 AND m.deleted = 0
  UNION ALL
  SELECT CASE WHEN e.older THEN middle + 1 ELSE low END, CASE WHEN e.older THEN high ELSE middle END
  FROM (SELECT low, high, (low + high) / 2 AS middle FROM search WHERE low < high) s
  LEFT JOIN LATERAL (
    SELECT created_at < to_timestamp($5::float8 / 1000) AS older FROM message WHERE conversation_id = $1 AND seq = middle
  ) e ON true
)
SELECT max(low) AS seq FROM search`,
};

/** The seq of the first visible entry in the range that is not older, or the one behind its end. undefined: no such conversation, or the user was never in it. */
export async function findSeqSince(pool: pg.Pool, query: SeqSinceQuery): Promise<number | undefined> {
  const { conversationId, userId, fromSeq, toSeq, sinceMs } = query;
  const { rows } = await pool.query<{ seq: string | null }>({ ...FIND, values: [conversationId, userId, fromSeq, toSeq, sinceMs] });
  const seq = rows[0]?.seq ?? null;
  return seq === null ? undefined : Number(seq);
}
