import type { Id } from '@godwit/shared/ids/id';
import { ok, type Outcome } from '@godwit/shared/outcome';
import type { Pair } from '../../store/pair.js';
import { friendListChanged } from '../delete-friend/publish.js';
import { checkPair } from '../check-pair.js';
import type { CommandParts } from '../parts.js';
import { type Block, type Blocking, storeBlock, storeUnblock } from './store.js';

export const runBlock = (parts: CommandParts, block: Block): Promise<Outcome<Record<string, never>>> =>
  run(parts, block, (pair) => storeBlock(parts.pool, pair, block, parts.nextId));

export const runUnblock = (parts: CommandParts, block: Block): Promise<Outcome<Record<string, never>>> =>
  run(parts, block, (pair) => storeUnblock(parts.pool, pair, block));

/** Only the own devices are told. */
async function run(
  { conversations, fanout, now }: CommandParts,
  { userId, blockedId }: { userId: Id; blockedId: Id },
  store: (pair: Pair) => Promise<Outcome<Blocking>>,
): Promise<Outcome<Record<string, never>>> {
  const pair = checkPair(userId, blockedId);
  if (!pair.ok) return pair;
  const stored = await store(pair.value);
  if (!stored.ok) return stored;
  const { changed, conversationId } = stored.value;
  if (conversationId !== undefined) conversations.drop(conversationId);
  if (changed) await fanout.deliver([friendListChanged(userId, blockedId, now())]);
  return ok({});
}
