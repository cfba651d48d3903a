import type { Id } from '@godwit/shared/ids/id';
import { ok, type Outcome } from '@godwit/shared/outcome';
import { checkPair } from '../check-pair.js';
import type { CommandParts } from '../parts.js';
import { unfriendedMessages } from './publish.js';
import { deleteFriend } from './store.js';

export async function runDeleteFriend(
  { pool, conversations, fanout, now }: CommandParts,
  { userId, friendId }: { userId: Id; friendId: Id },
): Promise<Outcome<Record<string, never>>> {
  const pair = checkPair(userId, friendId);
  if (!pair.ok) return pair;
  const { changed, conversationId } = await deleteFriend(pool, pair.value);
  if (conversationId !== undefined) conversations.drop(conversationId);
  if (changed) await fanout.deliver(unfriendedMessages({ userId, friendId, at: now() }));
  return ok({});
}
