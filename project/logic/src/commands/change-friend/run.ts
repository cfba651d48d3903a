import { ok, type Outcome } from '@godwit/shared/outcome';
import { friendListChanged } from '../delete-friend/publish.js';
import { checkPair } from '../check-pair.js';
import { conversationChanged } from '../open-direct/publish.js';
import type { CommandParts } from '../parts.js';
import { type FriendChange, storeFriendChange } from './store.js';

/** Only the own devices are told. */
export async function runChangeFriend({ pool, fanout, now }: CommandParts, request: FriendChange): Promise<Outcome<Record<string, never>>> {
  const { userId, friendId } = request;
  const pair = checkPair(userId, friendId);
  if (!pair.ok) return pair;
  const stored = await storeFriendChange(pool, pair.value, request);
  if (!stored.ok) return stored;
  const { conversationId, versions } = stored.value;
  const titles = conversationId === undefined ? [] : conversationChanged(conversationId, versions);
  await fanout.deliver([...titles, friendListChanged(userId, friendId, now())]);
  return ok({});
}
