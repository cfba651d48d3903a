import type pg from 'pg';
import type { Id } from '@godwit/shared/ids/id';
import { ok, type Outcome, refuse } from '@godwit/shared/outcome';
import { bumpMembers } from '../../store/bump-members.js';
import { areFriends, ensureDirect, findDirect, lockPair, type Pair } from '../../store/pair.js';
import { inTransaction } from '../../store/transaction.js';

export interface OpenedDirect {
  readonly conversationId: Id;
  /** New state versions of both, when the conversation was created now. */
  readonly versions: ReadonlyMap<Id, number>;
}

/** Friends have a conversation since they are friends; the transaction is for those who have none. */
export async function openDirect(pool: pg.Pool, pair: Pair, nextId: () => Id): Promise<Outcome<OpenedDirect>> {
  if (!(await areFriends(pool, pair))) return refuse('NOT_FRIENDS');
  const conversationId = await findDirect(pool, pair);
  return conversationId === undefined
    ? inTransaction(pool, (client) => create(client, pair, nextId))
    : ok({ conversationId, versions: new Map() });
}

async function create(client: pg.ClientBase, pair: Pair, nextId: () => Id): Promise<Outcome<OpenedDirect>> {
  await lockPair(client, pair);
  if (!(await areFriends(client, pair))) return refuse('NOT_FRIENDS');
  const { conversationId, created } = await ensureDirect(client, pair, nextId);
  return ok({ conversationId, versions: created ? await bumpMembers(client, conversationId, pair) : new Map<Id, number>() });
}
