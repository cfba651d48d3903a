// Rows of two people: their friendship and their direct conversation.
// Lock order of a transaction: the pair, friend_request, friend, conversation, conversation_member, users in id order.
import type pg from 'pg';
import { compareIds, type Id } from '@godwit/shared/ids/id';
import { CONVERSATION_TYPE } from './load-conversations.js';

export type Pair = readonly [smaller: Id, larger: Id];

export const pairOf = (a: Id, b: Id): Pair => (compareIds(a, b) < 0 ? [a, b] : [b, a]);

/** conversation.direct_key. */
export const directKey = ([smaller, larger]: Pair): string => `${smaller}:${larger}`;

/** Until the end of the transaction nobody else changes anything between these two. */
export async function lockPair(client: pg.ClientBase, pair: Pair): Promise<void> {
  await client.query(`SELECT pg_advisory_xact_lock(hashtextextended($1, 0))`, [directKey(pair)]);
}

/** Both directions of a friendship have a row. */
export async function areFriends(client: pg.ClientBase | pg.Pool, [a, b]: Pair): Promise<boolean> {
  const { rows } = await client.query<{ n: number }>(
    `SELECT count(*)::int AS n FROM friend WHERE deleted = 0 AND ((user_id = $1 AND friend_id = $2) OR (user_id = $2 AND friend_id = $1))`,
    [a, b],
  );
  return rows[0]!.n === 2;
}

export async function insertFriends(client: pg.ClientBase, [a, b]: Pair, nextId: () => Id): Promise<void> {
  await client.query(
    `INSERT INTO friend (id, user_id, friend_id) VALUES ($1, $3, $4), ($2, $4, $3)
     ON CONFLICT (user_id, friend_id) DO UPDATE SET deleted = 0, remark = '', created_at = now(), updated_at = now()`,
    [nextId(), nextId(), a, b],
  );
}

/** False: they were not friends. */
export async function deleteFriends(client: pg.ClientBase, [a, b]: Pair): Promise<boolean> {
  const { rowCount } = await client.query(
    `UPDATE friend SET deleted = 1, updated_at = now()
     WHERE deleted = 0 AND ((user_id = $1 AND friend_id = $2) OR (user_id = $2 AND friend_id = $1))`,
    [a, b],
  );
  return (rowCount ?? 0) > 0;
}

export async function findDirect(client: pg.ClientBase | pg.Pool, pair: Pair): Promise<Id | undefined> {
  const { rows } = await client.query<{ id: Id }>(`SELECT id FROM conversation WHERE direct_key = $1 AND deleted = 0`, [directKey(pair)]);
  return rows[0]?.id;
}

/** The pair's conversation with both as members; created once. */
export async function ensureDirect(client: pg.ClientBase, pair: Pair, nextId: () => Id): Promise<{ conversationId: Id; created: boolean }> {
  const existing = await findDirect(client, pair);
  if (existing !== undefined) return { conversationId: existing, created: false };
  const conversationId = nextId();
  await client.query(`INSERT INTO conversation (id, type, direct_key, member_count) VALUES ($1, $2, $3, 2)`, [
    conversationId,
    CONVERSATION_TYPE.direct,
    directKey(pair),
  ]);
  await client.query(`INSERT INTO conversation_member (id, conversation_id, user_id) VALUES ($1, $3, $4), ($2, $3, $5)`, [
    nextId(),
    nextId(),
    conversationId,
    ...pair,
  ]);
  return { conversationId, created: true };
}

/** Decides who may send from the next entry on: the version is what commits are checked against. */
export async function setCanSend(client: pg.ClientBase, conversationId: Id, canSend: boolean): Promise<void> {
  await client.query(`UPDATE conversation SET membership_version = membership_version + 1, updated_at = now() WHERE id = $1`, [
    conversationId,
  ]);
  await client.query(`UPDATE conversation_member SET can_send = $2, updated_at = now() WHERE conversation_id = $1`, [
    conversationId,
    canSend ? 1 : 0,
  ]);
}
