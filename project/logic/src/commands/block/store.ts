import type pg from 'pg';
import type { Id } from '@godwit/shared/ids/id';
import { ok, type Outcome, refuse } from '@godwit/shared/outcome';
import { findDirect, lockPair, type Pair, setSending } from '../../store/pair.js';
import { bumpLists } from '../../store/people-lists.js';
import { inTransaction } from '../../store/transaction.js';

export interface Block {
  readonly userId: Id;
  readonly blockedId: Id;
}

export interface Blocking {
  /** False: it was like that before. */
  readonly changed: boolean;
  readonly conversationId: Id | undefined;
}

/** From its commit on neither can send: every later batch meets the new membership version. */
export const storeBlock = (pool: pg.Pool, pair: Pair, block: Block, nextId: () => Id): Promise<Outcome<Blocking>> =>
  inTransaction(pool, async (client) => {
    await lockPair(client, pair);
    if (!(await exists(client, block.blockedId))) return refuse('USER_NOT_FOUND');
    if (await blocks(client, block)) return ok(UNCHANGED);
    await client.query(
      `INSERT INTO user_block (id, user_id, blocked_id, version) VALUES ($1, $2, $3, $4)
       ON CONFLICT (user_id, blocked_id) DO UPDATE SET deleted = 0, version = EXCLUDED.version, created_at = now(), updated_at = now()`,
      [nextId(), block.userId, block.blockedId, await newVersion(client, block)],
    );
    return ok(await decide(client, pair));
  });

/** What friendship says holds again, unless the other one blocks too. */
export const storeUnblock = (pool: pg.Pool, pair: Pair, block: Block): Promise<Outcome<Blocking>> =>
  inTransaction(pool, async (client) => {
    await lockPair(client, pair);
    if (!(await blocks(client, block))) return ok(UNCHANGED);
    await client.query(`UPDATE user_block SET deleted = 1, version = $3, updated_at = now() WHERE user_id = $1 AND blocked_id = $2`, [
      block.userId,
      block.blockedId,
      await newVersion(client, block),
    ]);
    return ok(await decide(client, pair));
  });

const UNCHANGED: Blocking = { changed: false, conversationId: undefined };

async function blocks(client: pg.ClientBase, { userId, blockedId }: Block): Promise<boolean> {
  const { rows } = await client.query(`SELECT FROM user_block WHERE user_id = $1 AND blocked_id = $2 AND deleted = 0`, [userId, blockedId]);
  return rows.length === 1;
}

/** Of the list of blocks. What the blocked one asks is hidden from now on, or shown again: a change of the list of requests too. */
async function newVersion(client: pg.ClientBase, { userId, blockedId }: Block): Promise<string> {
  const { block, request } = (await bumpLists(client, [userId], ['block', 'request'])).get(userId)!;
  await client.query(`UPDATE friend_request SET to_version = $3, updated_at = now() WHERE from_user_id = $1 AND to_user_id = $2`, [
    blockedId,
    userId,
    request,
  ]);
  return block;
}

async function decide(client: pg.ClientBase, pair: Pair): Promise<Blocking> {
  const conversationId = await findDirect(client, pair);
  if (conversationId !== undefined) await setSending(client, conversationId, pair);
  return { changed: true, conversationId };
}

async function exists(client: pg.ClientBase, userId: Id): Promise<boolean> {
  const { rows } = await client.query(`SELECT FROM users WHERE id = $1 AND deleted = 0`, [userId]);
  return rows.length === 1;
}
