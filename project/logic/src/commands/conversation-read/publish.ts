import { encodeDown } from '@godwit/shared/protocol/down';
import { type Outgoing, pushTo } from '../../fanout/outgoing.js';
import { type Conversation, peerOf } from '../../store/load-conversations.js';
import { SENDING } from '../../store/sending.js';
import type { MarkedRead } from '../../store/mark-read.js';

/** The user's devices learn the new mark; the other party of a direct conversation that it was read, while they are friends. */
export function readMessages(conversation: Conversation, { userId, userVersion, readAt, state }: MarkedRead): Outgoing[] {
  const own = encodeDown({ kind: 'userStateChanged', userVersion, members: [state], conversationIds: [] });
  const messages = [pushTo([userId], own, { userVersion })];
  const peer = peerOf(conversation, userId);
  if (peer?.sending === SENDING.may) {
    const receipt = encodeDown({ kind: 'readReceipt', conversationId: conversation.id, readerId: userId, readSeq: state.readSeq, readAt });
    messages.push(pushTo([peer.userId], receipt));
  }
  return messages;
}
