import type pg from 'pg';
import type { Id } from '@godwit/shared/ids/id';
import { anyFriend, deleteFriends, findDirect, lockPair, NOT_FRIENDS, type Pair, setSending } from '../../store/pair.js';
import { bumpLists } from '../../store/people-lists.js';
import { inTransaction } from '../../store/transaction.js';

export interface Unfriended {
  /** False: they were not friends, nothing changed. */
  readonly changed: boolean;
  readonly conversationId: Id | undefined;
}

/** From its commit on neither can send: every later batch meets the new membership version. */
export const deleteFriend = (pool: pg.Pool, pair: Pair): Promise<Unfriended> =>
  inTransaction(pool, async (client) => {
    await lockPair(client, pair);
    if (!(await anyFriend(client, pair))) return { changed: false, conversationId: undefined };
    await deleteFriends(client, pair, await bumpLists(client, pair, ['friend']));
    const conversationId = await findDirect(client, pair);
    if (conversationId !== undefined) await setSending(client, conversationId, pair, NOT_FRIENDS);
    return { changed: true, conversationId };
  });
