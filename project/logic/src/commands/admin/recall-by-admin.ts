import type pg from 'pg';
import { type Id, NO_ID } from '@godwit/shared/ids/id';
import { NO_BODY } from '@godwit/shared/protocol/changed-body';
import { type Entry, UNTOUCHED } from '@godwit/shared/protocol/messages/entry';
import { EntryKindNumber } from '@godwit/shared/protocol/messages/entry-kind';
import { type Conversation, loadConversations } from '../../store/load-conversations.js';
import { changeTarget } from '../act-on-entry/change-target.js';
import { appendAction } from '../act-on-entry/store.js';

export interface Recalled {
  readonly conversation: Conversation;
  readonly entry: Entry;
}

export interface RecalledMessage {
  readonly conversationId: Id;
  readonly seq: number;
  /** Its sender. */
  readonly reportedId: Id;
}

/**
 * As its sender's recall, at any time, by an entry that names nobody. In a transaction that holds the conversation. undefined: the message
 * or its conversation is not there any more.
 */
export async function recallByAdmin(
  client: pg.ClientBase,
  { conversationId, seq, reportedId }: RecalledMessage,
  nextId: () => Id,
): Promise<Recalled | undefined> {
  const [conversation] = await loadConversations(client, [{ conversationId, userId: reportedId }]);
  const { rows } = await client.query<{ body: Buffer; edits: number }>(
    `SELECT body, edits FROM message WHERE conversation_id = $1 AND seq = $2 AND kind = ${String(EntryKindNumber.message)} AND deleted = 0`,
    [conversationId, seq],
  );
  const [target] = rows;
  if (conversation === undefined || target === undefined) return undefined;
  const action = { kind: 'recall', clientMsgId: nextId(), targetSeq: seq, body: NO_BODY, emoji: '', mentions: [], files: [] } as const;
  const { at, ...place } = await appendAction(client, { conversationId, userId: NO_ID, action }, NO_ID, nextId());
  await changeTarget(client, { conversationId, userId: NO_ID, action, target, at, nextId });
  const { clientMsgId, kind, targetSeq } = action;
  return { conversation, entry: { ...place, senderId: NO_ID, clientMsgId, kind, targetSeq, ...UNTOUCHED } };
}
