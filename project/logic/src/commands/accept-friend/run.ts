import type { Id } from '@godwit/shared/ids/id';
import { ok, type Outcome } from '@godwit/shared/outcome';
import type { CommandParts } from '../parts.js';
import { acceptedMessages } from './publish.js';
import { acceptFriend } from './store.js';

export async function runAcceptFriend(
  { pool, conversations, fanout, nextId, now }: CommandParts,
  { userId, requestId }: { userId: Id; requestId: Id },
): Promise<Outcome<{ conversationId: Id; friendId: Id }>> {
  const accepted = await acceptFriend(pool, userId, requestId, nextId);
  if (!accepted.ok) return accepted;
  const { conversationId, friendId } = accepted.value;
  conversations.drop(conversationId);
  const conversation = await conversations.get({ conversationId, userId });
  if (conversation !== undefined) await fanout.deliver(acceptedMessages({ userId, requestId, at: now(), conversation }, accepted.value));
  return ok({ conversationId, friendId });
}
