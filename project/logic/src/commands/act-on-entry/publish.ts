import { UNTOUCHED } from '@godwit/shared/protocol/messages/entry';
import type { Refusal } from '@godwit/shared/outcome';
import type { Outgoing } from '../../fanout/outgoing.js';
import type { PendingEntry } from '../../send/pending-entry.js';
import { messagesFor, type PlacedEntry } from '../../send/publish.js';
import type { Conversation } from '../../store/load-conversations.js';
import type { PlacedAction } from './store.js';

export type Acted =
  | { readonly at: 'placed' | 'repeated'; readonly place: PlacedAction; readonly conversation: Conversation }
  | { readonly at: 'refused'; readonly refusal: Refusal };

/** The entry to all who may see it and the ack behind it, as for a message. A repeated one is pushed again: its first push may be lost. */
export function actedMessages(pending: PendingEntry, acted: Acted): Outgoing[] {
  if (acted.at === 'refused') return messagesFor([], [], [{ at: 'refused', pending, refusal: acted.refusal }]);
  const { conversation, place } = acted;
  const { messageId, seq, countableNo, createdAt } = place;
  const entry = { candidate: { pending, conversation, conversationId: conversation.id }, entry: entryOf(pending, place) };
  return messagesFor([entry], [], [{ at: 'committed', pending, messageId, seq, countableNo, createdAt }]);
}

const entryOf = (
  { request, entry }: PendingEntry,
  { messageId, seq, countableNo, createdAt, body }: PlacedAction,
): PlacedEntry['entry'] => ({
  seq,
  messageId,
  senderId: request.origin.userId,
  clientMsgId: entry.clientMsgId,
  kind: entry.kind,
  countableNo,
  createdAt,
  targetSeq: entry.targetSeq,
  body,
  ...UNTOUCHED,
});
