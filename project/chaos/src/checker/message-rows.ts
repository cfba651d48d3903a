import { Client } from 'pg';
import { decodeMessageBody } from '@godwit/shared/protocol/messages/message-body';

export interface MessageRow {
  readonly conversationId: string;
  readonly seq: number;
  readonly senderId: string;
  readonly clientMsgId: string;
  readonly text: string;
}

/** What PostgreSQL holds of the messages that users wrote, by conversation and seq: the truth that ledgers are compared with. */
export async function messageRows(databaseUrl: string): Promise<MessageRow[]> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ conversation_id: string; seq: string; sender_id: string; client_msg_id: string; body: Buffer }>(
      'SELECT conversation_id, seq, sender_id, client_msg_id, body FROM message WHERE kind = 0 ORDER BY conversation_id, seq',
    );
    return rows.map((row) => ({
      conversationId: row.conversation_id,
      seq: Number(row.seq),
      senderId: row.sender_id,
      clientMsgId: row.client_msg_id,
      text: decodeMessageBody(row.body).text,
    }));
  } finally {
    await client.end();
  }
}
