import type { Id } from '@godwit/shared/ids/id';
import { ok, type Outcome } from '@godwit/shared/outcome';
import type { CommandParts } from '../parts.js';
import { checkPair } from './check.js';
import { conversationChanged } from './publish.js';
import { openDirect } from './store.js';

export async function runOpenDirect(
  { pool, conversations, nextId, fanout }: CommandParts,
  { userId, peerId }: { userId: Id; peerId: Id },
): Promise<Outcome<{ conversationId: Id }>> {
  const pair = checkPair(userId, peerId);
  if (!pair.ok) return pair;
  const opened = await openDirect(pool, userId, pair.value, nextId);
  if (!opened.ok) return opened;
  const { conversationId, versions } = opened.value;
  if (versions.size > 0) conversations.drop(conversationId);
  await fanout.deliver(conversationChanged(conversationId, versions));
  return ok({ conversationId });
}
