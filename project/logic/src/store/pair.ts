// Rows of two people: their friendship and their direct conversation; and of one, who is the pair of himself: his notes to himself.
// Lock order of a transaction: the pair, people_list in id order, friend_request, friend, conversation, conversation_member, users in id order.
import type pg from 'pg';
import { compareIds, type Id } from '@godwit/shared/ids/id';
import { CONVERSATION_TYPE } from './load-conversations.js';
import type { ListVersions } from './people-lists.js';
import { SENDING } from './sending.js';

export type Pair = readonly [smaller: Id, larger: Id];

export const pairOf = (a: Id, b: Id): Pair => (compareIds(a, b) < 0 ? [a, b] : [b, a]);

/** conversation.direct_key. */
export const directKey = ([smaller, larger]: Pair): string => `${smaller}:${larger}`;

/** Until the end of the transaction nobody else changes anything between these two. */
export async function lockPair(client: pg.ClientBase, pair: Pair): Promise<void> {
  await client.query(`SELECT pg_advisory_xact_lock(hashtextextended($1, 0))`, [directKey(pair)]);
}

/** Both directions of a friendship have a row. Everybody is his own friend. */
export async function areFriends(client: pg.ClientBase | pg.Pool, [a, b]: Pair): Promise<boolean> {
  return a === b || (await countFriendRows(client, [a, b])) === 2;
}

/** At least one direction has a row. */
export const anyFriend = async (client: pg.ClientBase, pair: Pair): Promise<boolean> => (await countFriendRows(client, pair)) > 0;

async function countFriendRows(client: pg.ClientBase | pg.Pool, pair: Pair): Promise<number> {
  const { rows } = await client.query<{ n: number }>(
    `SELECT count(*)::int AS n FROM friend WHERE deleted = 0 AND ((user_id = $1 AND friend_id = $2) OR (user_id = $2 AND friend_id = $1))`,
    [...pair],
  );
  return rows[0]!.n;
}

/** What both lists say from now on. */
export async function insertFriends(
  client: pg.ClientBase,
  [a, b]: Pair,
  lists: ReadonlyMap<Id, ListVersions>,
  nextId: () => Id,
): Promise<void> {
  await client.query(
    `INSERT INTO friend (id, user_id, friend_id, version) VALUES ($1, $3, $4, $5), ($2, $4, $3, $6)
     ON CONFLICT (user_id, friend_id) DO UPDATE
       SET deleted = 0, remark = '', starred = 0, version = EXCLUDED.version, created_at = now(), updated_at = now()`,
    [nextId(), nextId(), a, b, lists.get(a)!.friend, lists.get(b)!.friend],
  );
}

export async function deleteFriends(client: pg.ClientBase, [a, b]: Pair, lists: ReadonlyMap<Id, ListVersions>): Promise<void> {
  await client.query(
    `UPDATE friend SET deleted = 1, version = CASE user_id WHEN $1 THEN $3::bigint ELSE $4::bigint END, updated_at = now()
     WHERE deleted = 0 AND ((user_id = $1 AND friend_id = $2) OR (user_id = $2 AND friend_id = $1))`,
    [a, b, lists.get(a)!.friend, lists.get(b)!.friend],
  );
}

export async function findDirect(client: pg.ClientBase | pg.Pool, pair: Pair): Promise<Id | undefined> {
  const { rows } = await client.query<{ id: Id }>(`SELECT id FROM conversation WHERE direct_key = $1 AND deleted = 0`, [directKey(pair)]);
  return rows[0]?.id;
}

/** The pair's conversation with both as members; created once. Of one with himself: type self, one member. */
export async function ensureDirect(client: pg.ClientBase, pair: Pair, nextId: () => Id): Promise<{ conversationId: Id; created: boolean }> {
  const existing = await findDirect(client, pair);
  if (existing !== undefined) return { conversationId: existing, created: false };
  const conversationId = nextId();
  const members = [...new Set(pair)];
  await client.query(`INSERT INTO conversation (id, type, direct_key, member_count) VALUES ($1, $2, $3, $4)`, [
    conversationId,
    members.length === 1 ? CONVERSATION_TYPE.self : CONVERSATION_TYPE.direct,
    directKey(pair),
    members.length,
  ]);
  await client.query(
    `INSERT INTO conversation_member (id, conversation_id, user_id)
     SELECT m.id, $1, m.user_id FROM unnest($2::bigint[], $3::bigint[]) AS m(id, user_id)`,
    [conversationId, members.map(() => nextId()), members],
  );
  return { conversationId, created: true };
}

/** What the two may send, in their order; a block is added to it. */
export type PairSending = readonly [smaller: number, larger: number];

export const FRIENDS: PairSending = [SENDING.may, SENDING.may];
export const NOT_FRIENDS: PairSending = [SENDING.no, SENDING.no];
export const askedBy = ([smaller]: Pair, stranger: Id): PairSending =>
  stranger === smaller ? [SENDING.stranger, SENDING.asked] : [SENDING.asked, SENDING.stranger];

/**
 * The one place that decides who may send in a direct conversation, from the next entry on: the version is what commits are checked
 * against. The pair is locked. `sending` undefined: only whether one blocks the other has changed.
 */
export async function setSending(client: pg.ClientBase, conversationId: Id, pair: Pair, sending?: PairSending): Promise<void> {
  await client.query(`UPDATE conversation SET membership_version = membership_version + 1, updated_at = now() WHERE id = $1`, [
    conversationId,
  ]);
  const blocked = String(SENDING.blocked);
  await client.query(
    `UPDATE conversation_member m SET updated_at = now(), can_send = coalesce(s.sending, m.can_send % ${blocked}) + CASE WHEN ${BLOCKED} THEN ${blocked} ELSE 0 END
     FROM (VALUES ($1::bigint, $4::smallint), ($2::bigint, $5::smallint)) AS s(user_id, sending)
     WHERE m.conversation_id = $3 AND m.user_id = s.user_id`,
    [...pair, conversationId, sending?.[0], sending?.[1]],
  );
}

/** $1 or $2 blocks the other. */
const BLOCKED = `EXISTS (SELECT FROM user_block WHERE deleted = 0 AND ((user_id = $1 AND blocked_id = $2) OR (user_id = $2 AND blocked_id = $1)))`;

/** Whether a user takes messages of somebody who is no friend. */
export async function takesStranger(client: pg.ClientBase, userId: Id, stranger: Id): Promise<boolean> {
  const { rows } = await client.query(`SELECT FROM users WHERE id = $1 AND deleted = 0 AND stranger_policy = 1 AND NOT ${BLOCKED}`, [
    userId,
    stranger,
  ]);
  return rows.length === 1;
}
