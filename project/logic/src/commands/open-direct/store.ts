import type pg from 'pg';
import type { Id } from '@godwit/shared/ids/id';
import { ok, type Outcome, refuse } from '@godwit/shared/outcome';
import { bumpMembers } from '../../store/bump-members.js';
import {
  areFriends,
  askedBy,
  ensureDirect,
  findDirect,
  FRIENDS,
  lockPair,
  type Pair,
  setSending,
  takesStranger,
} from '../../store/pair.js';
import { SENDING, unblocked } from '../../store/sending.js';
import { inTransaction } from '../../store/transaction.js';

export interface OpenedDirect {
  readonly conversationId: Id;
  /** New state versions of both, when it was created or opened to a stranger now. */
  readonly versions: ReadonlyMap<Id, number>;
}

/** Friends have a conversation since they are friends; the transaction is for those who have none yet. */
export async function openDirect(pool: pg.Pool, userId: Id, pair: Pair, nextId: () => Id): Promise<Outcome<OpenedDirect>> {
  const conversationId = await findOpen(pool, userId, pair);
  return conversationId === undefined
    ? inTransaction(pool, (client) => create(client, userId, pair, nextId))
    : ok({ conversationId, versions: new Map() });
}

/** The conversation of the two, if the user may send there, or might but for a block or the limit of strangers. */
async function findOpen(client: pg.ClientBase | pg.Pool, userId: Id, pair: Pair): Promise<Id | undefined> {
  const conversationId = await findDirect(client, pair);
  if (conversationId === undefined) return undefined;
  const { rows } = await client.query<{ can_send: number }>(
    `SELECT can_send FROM conversation_member WHERE conversation_id = $1 AND user_id = $2`,
    [conversationId, userId],
  );
  return rows[0] === undefined || unblocked(rows[0].can_send) === SENDING.no ? undefined : conversationId;
}

async function create(client: pg.ClientBase, userId: Id, pair: Pair, nextId: () => Id): Promise<Outcome<OpenedDirect>> {
  await lockPair(client, pair);
  const open = await findOpen(client, userId, pair);
  if (open !== undefined) return ok({ conversationId: open, versions: new Map() });
  const friends = await areFriends(client, pair);
  const peerId = userId === pair[0] ? pair[1] : pair[0];
  if (!friends && !(await takesStranger(client, peerId, userId))) return refuse('NOT_FRIENDS');
  const { conversationId } = await ensureDirect(client, pair, nextId);
  await setSending(client, conversationId, pair, friends ? FRIENDS : askedBy(pair, userId));
  return ok({ conversationId, versions: await bumpMembers(client, conversationId, pair) });
}
