import { ok, type Outcome } from '@godwit/shared/outcome';
import { friendListChanged } from '../delete-friend/publish.js';
import { checkPair } from '../open-direct/check.js';
import { conversationChanged } from '../open-direct/publish.js';
import type { CommandParts } from '../parts.js';
import { type Remark, storeRemark } from './store.js';

export async function runSetRemark({ pool, fanout, now }: CommandParts, request: Remark): Promise<Outcome<Record<string, never>>> {
  const { userId, friendId } = request;
  const pair = checkPair(userId, friendId);
  if (!pair.ok) return pair;
  const stored = await storeRemark(pool, pair.value, request);
  if (!stored.ok) return stored;
  const { conversationId, versions } = stored.value;
  const titles = conversationId === undefined ? [] : conversationChanged(conversationId, versions);
  await fanout.deliver([...titles, friendListChanged(userId, friendId, now())]);
  return ok({});
}
