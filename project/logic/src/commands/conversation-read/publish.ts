import { encodeDown } from '@godwit/shared/protocol/down';
import { type Outgoing, pushTo } from '../../fanout/outgoing.js';
import { type Conversation, peerOf } from '../../store/load-conversations.js';
import { SENDING } from '../../store/sending.js';
import type { MarkedRead } from '../../store/mark-read.js';

/** The user's devices learn the new mark. */
export function ownMark({ userId, userVersion, state }: MarkedRead): Outgoing {
  const frame = encodeDown({
    kind: 'userStateChanged',
    userVersion,
    members: [state],
    conversationIds: [],
    favouriteVersion: 0,
    profileVersion: 0,
  });
  return pushTo([userId], frame, { userVersion });
}

/** The other party of a direct conversation learns that it was read, while they are friends. */
export function receipts(conversation: Conversation, { userId, readAt, state }: MarkedRead): Outgoing[] {
  const peer = peerOf(conversation, userId);
  if (peer?.sending !== SENDING.may) return [];
  const receipt = encodeDown({ kind: 'readReceipt', conversationId: conversation.id, readerId: userId, readSeq: state.readSeq, readAt });
  return [pushTo([peer.userId], receipt)];
}
