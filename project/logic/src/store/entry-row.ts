import type { Selectable } from 'kysely';
import { type Entry } from '@godwit/shared/protocol/messages/entry';
import { entryKindOf } from '@godwit/shared/protocol/messages/entry-kind';
import type { Message } from './db-types.js';

/** The columns of message that make an Entry, from a table called e. */
export const ENTRY_COLUMNS = `e.seq, e.id AS message_id, e.sender_id, e.client_msg_id, e.kind, e.countable_no, e.target_seq, e.body,
  floor(date_part('epoch', e.created_at) * 1000) AS created_ms, e.deleted AS recalled,
  CASE WHEN e.edits > 0 THEN floor(date_part('epoch', e.updated_at) * 1000) ELSE 0 END AS edited_ms`;

export type EntryRow = Pick<
  Selectable<Message>,
  'seq' | 'sender_id' | 'client_msg_id' | 'kind' | 'countable_no' | 'target_seq' | 'body'
> & {
  message_id: string;
  created_ms: number;
  recalled: number;
  edited_ms: number;
};

export const entryOf = (row: EntryRow): Entry => ({
  seq: Number(row.seq),
  messageId: row.message_id,
  senderId: row.sender_id,
  clientMsgId: row.client_msg_id,
  kind: entryKindOf(row.kind),
  countableNo: Number(row.countable_no),
  createdAt: row.created_ms,
  targetSeq: Number(row.target_seq),
  body: row.body,
  recalled: row.recalled === 1,
  editedAt: row.edited_ms,
  reactions: [],
});
