import type { Id } from '@godwit/shared/ids/id';
import { ok, type Outcome } from '@godwit/shared/outcome';
import { pairOf } from '../../store/pair.js';
import type { CommandParts } from '../parts.js';
import { conversationChanged } from './publish.js';
import { openDirect } from './store.js';

export async function runOpenDirect(
  { pool, conversations, nextId, fanout }: CommandParts,
  { userId, peerId }: { userId: Id; peerId: Id },
): Promise<Outcome<{ conversationId: Id }>> {
  const opened = await openDirect(pool, userId, pairOf(userId, peerId), nextId);
  if (!opened.ok) return opened;
  const { conversationId, versions } = opened.value;
  if (versions.size > 0) conversations.drop(conversationId);
  await fanout.deliver(conversationChanged(conversationId, versions));
  return ok({ conversationId });
}
