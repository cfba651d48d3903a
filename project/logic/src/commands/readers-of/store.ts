import type pg from 'pg';
import type { Id } from '@godwit/shared/ids/id';
import type { Reader } from '@godwit/shared/rest/conversations';

export interface ReadersQuery {
  readonly userId: Id;
  readonly conversationId: Id;
  readonly seq: number;
  /** Readers with a larger id. */
  readonly after: Id;
}

/** The entry as the user may see it, and how large its group is. */
export interface AskedEntry {
  readonly type: number;
  readonly memberCount: number;
  /** NULL: there is no such entry for the user. */
  readonly senderId: Id | null;
}

/** undefined: no such conversation, or the user is not in it. */
export async function findEntry(pool: pg.Pool, { userId, conversationId, seq }: ReadersQuery): Promise<AskedEntry | undefined> {
  const { rows } = await pool.query<AskedEntry>({
    name: 'find-asked-entry',
    text: `SELECT c.type, c.member_count AS "memberCount", e.sender_id AS "senderId"
      FROM conversation c JOIN conversation_member m ON m.conversation_id = c.id AND m.user_id = $2 AND m.deleted = 0 AND m.max_seq = 0
      LEFT JOIN message e ON e.conversation_id = c.id AND e.seq = $3 AND e.seq >= m.min_seq
      WHERE c.id = $1 AND c.deleted = 0 AND c.end_seq = 0`,
    values: [conversationId, userId, seq],
  });
  return rows[0];
}

/** By id; the sender is none of them. */
export async function loadReaders(pool: pg.Pool, query: ReadersQuery, senderId: Id, limit: number): Promise<Reader[]> {
  const { rows } = await pool.query<Reader>({
    name: 'load-readers',
    text: `SELECT m.user_id AS "userId", coalesce(nullif(m.nickname, ''), nullif(u.nickname, ''), u.username) AS name, u.avatar
      FROM conversation_member m JOIN users u ON u.id = m.user_id
      WHERE m.conversation_id = $1 AND m.deleted = 0 AND m.max_seq = 0 AND m.min_seq <= $2 AND m.read_seq >= $2
        AND m.user_id <> $3 AND m.user_id > $4 ORDER BY m.user_id LIMIT $5`,
    values: [query.conversationId, query.seq, senderId, query.after, limit],
  });
  return rows;
}
