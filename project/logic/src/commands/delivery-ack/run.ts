import { ok, type Outcome } from '@godwit/shared/outcome';
import type { DeliveryAck } from '@godwit/shared/protocol/messages/delivery-ack';
import type { Deliver } from '../../fanout/outgoing.js';
import type { Origin } from '../../session-ref.js';
import type { ConversationCache } from '../../store/conversation-cache.js';
import { checkCount, ownCursors } from './check.js';
import { deliveryMessages } from './publish.js';
import type { StoreDeliveryMarks } from './store.js';

export interface DeliveryAckParts {
  readonly conversations: ConversationCache;
  readonly deliveryMarks: StoreDeliveryMarks;
  readonly fanout: Deliver;
}

export async function runDeliveryAck(parts: DeliveryAckParts, { userId }: Origin, { cursors }: DeliveryAck): Promise<Outcome<null>> {
  const checked = checkCount(cursors);
  if (!checked.ok) return checked;
  const conversations = await parts.conversations.resolve(cursors.map(({ conversationId }) => ({ conversationId, userId })));
  const own = ownCursors(cursors, conversations, userId);
  const marks = await Promise.all(
    own.map(({ conversationId, seq }) => parts.deliveryMarks.submit({ conversationId, userId, deliveredSeq: seq })),
  );
  const messages = marks.map(async (mark) => {
    if (mark === undefined) return [];
    const conversation = await parts.conversations.current(conversations.get(mark.conversationId)!, mark);
    return conversation === undefined ? [] : deliveryMessages(conversation, mark);
  });
  await parts.fanout.deliver((await Promise.all(messages)).flat());
  return ok(null);
}
