import { decodeMessageBody, EMPTY_BODY, type MessageBody } from '@godwit/shared/protocol/messages/message-body';
import { verify } from '@godwit/shared/protocol/verify';
import type { Id } from '@godwit/shared/ids/id';
import type { OutboxItem } from '../outbox/item.js';
import type { Entry } from '../wire.js';
import type { EntryItem, PendingItem } from './timeline.js';

export type DecodeBody = (bytes: Uint8Array) => MessageBody;

/** A body that the verifier refuses shows as an empty one: the entry keeps its place. */
export const decodeBody: DecodeBody = (bytes) => (verify('MessageBody', bytes) ? decodeMessageBody(bytes) : EMPTY_BODY);

/** The key of an own entry is the one it had while pending. */
export function entryItem(conversationId: Id, entry: Entry, me: Id, decode: DecodeBody): EntryItem {
  const { seq, messageId, senderId, clientMsgId, kind, countableNo, createdAt, targetSeq, recalled, editedAt, reactions } = entry;
  const mine = senderId === me;
  const key = mine && clientMsgId !== '0' ? `c${clientMsgId}` : `m${messageId}`;
  return {
    at: 'entry',
    key,
    conversationId,
    seq,
    messageId,
    senderId,
    clientMsgId,
    mine,
    kind,
    countableNo,
    createdAt,
    targetSeq,
    body: decode(entry.body),
    recalled,
    editedAt,
    reactions,
  };
}

export function pendingItem(item: OutboxItem, decode: DecodeBody): PendingItem {
  const { clientMsgId, conversationId, kind, createdAt, targetSeq, state } = item;
  const shown = {
    at: 'pending' as const,
    key: `c${clientMsgId}`,
    conversationId,
    clientMsgId,
    kind,
    createdAt,
    targetSeq,
    body: decode(item.body),
  };
  switch (state.at) {
    case 'waiting':
      return { ...shown, state: 'sending' };
    case 'sent':
      return { ...shown, state: 'sent' };
    case 'failed':
      return { ...shown, state: 'failed', error: { code: state.code, name: state.name } };
  }
}
