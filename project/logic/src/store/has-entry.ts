import type pg from 'pg';
import type { Id } from '@godwit/shared/ids/id';

export interface EntryKey {
  readonly conversationId: Id;
  readonly userId: Id;
  readonly clientMsgId: Id;
}

/** Whether what a device sent is in the log. */
export async function hasEntry(pool: pg.Pool, { conversationId, userId, clientMsgId }: EntryKey): Promise<boolean> {
  const { rowCount } = await pool.query({
    name: 'has-entry',
    text: `SELECT FROM message WHERE conversation_id = $1 AND sender_id = $2 AND client_msg_id = $3 LIMIT 1`,
    values: [conversationId, userId, clientMsgId],
  });
  return rowCount === 1;
}
