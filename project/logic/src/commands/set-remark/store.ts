import type pg from 'pg';
import type { Id } from '@godwit/shared/ids/id';
import { ok, type Outcome, refuse } from '@godwit/shared/outcome';
import { bumpMembers } from '../../store/bump-members.js';
import { findDirect, lockPair, type Pair } from '../../store/pair.js';
import { inTransaction } from '../../store/transaction.js';

export interface Remark {
  readonly userId: Id;
  readonly friendId: Id;
  readonly remark: string;
}

export interface Remarked {
  readonly conversationId: Id | undefined;
  readonly versions: ReadonlyMap<Id, number>;
}

/** It is the title of the conversation too, so the user's devices sync that. */
export const storeRemark = (pool: pg.Pool, pair: Pair, { userId, friendId, remark }: Remark): Promise<Outcome<Remarked>> =>
  inTransaction(pool, async (client) => {
    await lockPair(client, pair);
    const { rowCount } = await client.query(
      `UPDATE friend SET remark = $3, updated_at = now() WHERE user_id = $1 AND friend_id = $2 AND deleted = 0`,
      [userId, friendId, remark],
    );
    if (rowCount === 0) return refuse('NOT_FRIENDS');
    const conversationId = await findDirect(client, pair);
    const versions = conversationId === undefined ? new Map<Id, number>() : await bumpMembers(client, conversationId, [userId]);
    return ok({ conversationId, versions });
  });
