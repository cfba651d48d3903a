import type pg from 'pg';
import type { Id } from '@godwit/shared/ids/id';
import { ok, type Outcome, refuse } from '@godwit/shared/outcome';
import type { FriendPatch } from '@godwit/shared/rest/friends';
import { bumpMembers } from '../../store/bump-members.js';
import { areFriends, findDirect, lockPair, type Pair } from '../../store/pair.js';
import { bumpLists } from '../../store/people-lists.js';
import { inTransaction } from '../../store/transaction.js';

export interface FriendChange {
  readonly userId: Id;
  readonly friendId: Id;
  readonly changes: FriendPatch;
}

export interface FriendChanged {
  /** Whose title is another one. */
  readonly conversationId: Id | undefined;
  readonly versions: ReadonlyMap<Id, number>;
}

/** A remark is the title of the conversation too, so the user's devices sync that. */
export const storeFriendChange = (
  pool: pg.Pool,
  pair: Pair,
  { userId, friendId, changes: { remark, starred } }: FriendChange,
): Promise<Outcome<FriendChanged>> =>
  inTransaction(pool, async (client) => {
    await lockPair(client, pair);
    if (!(await areFriends(client, pair))) return refuse('NOT_FRIENDS');
    const lists = await bumpLists(client, [userId], ['friend']);
    await client.query(
      `UPDATE friend SET remark = coalesce($3, remark), starred = coalesce($4, starred), version = $5, updated_at = now()
       WHERE user_id = $1 AND friend_id = $2 AND deleted = 0`,
      [userId, friendId, remark ?? null, starred === undefined ? null : Number(starred), lists.get(userId)!.friend],
    );
    const conversationId = remark === undefined ? undefined : await findDirect(client, pair);
    const versions = conversationId === undefined ? new Map<Id, number>() : await bumpMembers(client, conversationId, [userId]);
    return ok({ conversationId, versions });
  });
