import type pg from 'pg';
import type { Id } from '@godwit/shared/ids/id';
import { ok, type Outcome } from '@godwit/shared/outcome';
import type { Entry } from '@godwit/shared/protocol/messages/entry';
import { appendEntry } from '../../store/append-entry.js';
import { bumpMembers } from '../../store/bump-members.js';
import { ensureDirect, FRIENDS, insertFriends, lockPair, type Pair, pairOf, setSending } from '../../store/pair.js';
import { bumpLists, type ListVersions } from '../../store/people-lists.js';
import { inTransaction } from '../../store/transaction.js';
import { checkAcceptance, type FriendRequestRow, REQUEST_STATUS } from './check.js';

export interface Acceptance {
  readonly conversationId: Id;
  readonly friendId: Id;
  /** What this call changed; undefined: it was accepted before. */
  readonly change: { readonly entry: Entry; readonly versions: ReadonlyMap<Id, number>; readonly nickname: string } | undefined;
}

export async function acceptFriend(pool: pg.Pool, userId: Id, requestId: Id, nextId: () => Id): Promise<Outcome<Acceptance>> {
  const seen = checkAcceptance(await findRequest(pool, requestId), userId);
  if (!seen.ok) return seen;
  const pair = pairOf(userId, seen.value.fromUserId);
  return inTransaction(pool, async (client) => {
    await lockPair(client, pair);
    const request = checkAcceptance(await findRequest(client, requestId, 'FOR UPDATE'), userId);
    return request.ok ? ok(await accept(client, userId, request.value, pair, nextId)) : request;
  });
}

async function accept(
  client: pg.ClientBase,
  userId: Id,
  { fromUserId: friendId, status }: FriendRequestRow,
  pair: Pair,
  nextId: () => Id,
): Promise<Acceptance> {
  const { conversationId } = await ensureDirect(client, pair, nextId);
  if (status === REQUEST_STATUS.accepted) return { conversationId, friendId, change: undefined };
  const lists = await bumpLists(client, pair, ['friend', 'request']);
  await acceptPending(client, pair, lists);
  await insertFriends(client, pair, lists, nextId);
  await setSending(client, conversationId, pair, FRIENDS);
  const event = { code: 'friend_accepted', operatorId: userId, targetIds: [friendId], args: [] };
  const entry = await appendEntry(client, { conversationId, id: nextId(), kind: 'system', event });
  const versions = await bumpMembers(client, conversationId, pair);
  return { conversationId, friendId, change: { entry, versions, nickname: await nicknameOf(client, userId) } };
}

async function findRequest(
  client: pg.ClientBase | pg.Pool,
  requestId: Id,
  lock: '' | 'FOR UPDATE' = '',
): Promise<FriendRequestRow | undefined> {
  const { rows } = await client.query<FriendRequestRow>(
    `SELECT from_user_id AS "fromUserId", to_user_id AS "toUserId", status FROM friend_request WHERE id = $1 AND deleted = 0 ${lock}`,
    [requestId],
  );
  return rows[0];
}

/** Both may have asked: one acceptance answers both. */
async function acceptPending(client: pg.ClientBase, [a, b]: Pair, lists: ReadonlyMap<Id, ListVersions>): Promise<void> {
  await client.query(
    `UPDATE friend_request SET status = $3, handled_at = now(), updated_at = now(),
       from_version = CASE from_user_id WHEN $1 THEN $5::bigint ELSE $6::bigint END,
       to_version = CASE to_user_id WHEN $1 THEN $5::bigint ELSE $6::bigint END
     WHERE status = $4 AND ((from_user_id = $1 AND to_user_id = $2) OR (from_user_id = $2 AND to_user_id = $1))`,
    [a, b, REQUEST_STATUS.accepted, REQUEST_STATUS.pending, lists.get(a)!.request, lists.get(b)!.request],
  );
}

async function nicknameOf(client: pg.ClientBase, userId: Id): Promise<string> {
  const { rows } = await client.query<{ nickname: string }>(
    `SELECT coalesce(nullif(nickname, ''), username) AS nickname FROM users WHERE id = $1`,
    [userId],
  );
  return rows[0]?.nickname ?? '';
}
