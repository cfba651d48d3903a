import { encodeDown } from '@godwit/shared/protocol/down';
import { type Outgoing, pushTo } from '../../fanout/outgoing.js';
import { type Conversation, peerOf } from '../../store/load-conversations.js';
import { SENDING } from '../../store/sending.js';
import type { DeliveryMark } from '../../store/mark-delivered.js';

/** The other party of a direct conversation sees the second tick, while they are friends. */
export function deliveryMessages(conversation: Conversation, { userId, deliveredSeq }: DeliveryMark): Outgoing[] {
  const peer = peerOf(conversation, userId);
  if (peer?.sending !== SENDING.may) return [];
  return [pushTo([peer.userId], encodeDown({ kind: 'deliveryReceipt', conversationId: conversation.id, userId, deliveredSeq }))];
}
