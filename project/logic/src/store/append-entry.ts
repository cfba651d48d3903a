import type pg from 'pg';
import { type Id, NO_ID } from '@godwit/shared/ids/id';
import { type Entry, UNTOUCHED } from '@godwit/shared/protocol/messages/entry';
import { EntryKindNumber } from '@godwit/shared/protocol/messages/entry-kind';
import { encodeMessageBody } from '@godwit/shared/protocol/messages/message-body';
import type { SystemEvent } from '@godwit/shared/protocol/messages/system-event';

export interface ServerEntry {
  readonly conversationId: Id;
  readonly id: Id;
  readonly kind: 'system' | 'member' | 'info';
  readonly event: SystemEvent;
}

/** One entry of the server in the running transaction; it does not count as unread. The row lock gives the seq, as for every entry. */
export async function appendEntry(client: pg.ClientBase, { conversationId, id, kind, event }: ServerEntry): Promise<Entry> {
  const body = encodeMessageBody({ kind: 'system', system: event });
  const { rows } = await client.query<{ seq: string; countable_no: string; created_ms: number }>(
    `WITH moved AS (
       UPDATE conversation SET last_seq = last_seq + 1, last_entry_at = clock_timestamp(), updated_at = clock_timestamp()
       WHERE id = $1 RETURNING last_seq, countable_total, last_entry_at
     )
     INSERT INTO message (id, conversation_id, seq, sender_id, client_msg_id, kind, countable_no, body, created_at)
     SELECT $2, $1, last_seq, 0, $2, $3, countable_total, $4, last_entry_at FROM moved
     RETURNING seq, countable_no, floor(date_part('epoch', created_at) * 1000) AS created_ms`,
    [conversationId, id, EntryKindNumber[kind], Buffer.from(body)],
  );
  const row = rows[0]!;
  return {
    seq: Number(row.seq),
    messageId: id,
    senderId: NO_ID,
    clientMsgId: id,
    kind,
    countableNo: Number(row.countable_no),
    createdAt: row.created_ms,
    targetSeq: 0,
    body,
    ...UNTOUCHED,
  };
}
