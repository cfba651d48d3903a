import type pg from 'pg';
import type { Id } from '@godwit/shared/ids/id';
import { ok, type Outcome, refuse } from '@godwit/shared/outcome';
import { findDirect, lockPair, type Pair, setSending } from '../../store/pair.js';
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
    const { rowCount } = await client.query(
      `INSERT INTO user_block (id, user_id, blocked_id) VALUES ($1, $2, $3)
       ON CONFLICT (user_id, blocked_id) DO UPDATE SET deleted = 0, created_at = now(), updated_at = now() WHERE user_block.deleted = 1`,
      [nextId(), block.userId, block.blockedId],
    );
    return ok(await decide(client, pair, rowCount === 1));
  });

/** What friendship says holds again, unless the other one blocks too. */
export const storeUnblock = (pool: pg.Pool, pair: Pair, { userId, blockedId }: Block): Promise<Outcome<Blocking>> =>
  inTransaction(pool, async (client) => {
    await lockPair(client, pair);
    const { rowCount } = await client.query(
      `UPDATE user_block SET deleted = 1, updated_at = now() WHERE user_id = $1 AND blocked_id = $2 AND deleted = 0`,
      [userId, blockedId],
    );
    return ok(await decide(client, pair, rowCount === 1));
  });

async function decide(client: pg.ClientBase, pair: Pair, changed: boolean): Promise<Blocking> {
  const conversationId = changed ? await findDirect(client, pair) : undefined;
  if (conversationId !== undefined) await setSending(client, conversationId, pair);
  return { changed, conversationId };
}

async function exists(client: pg.ClientBase, userId: Id): Promise<boolean> {
  const { rows } = await client.query(`SELECT FROM users WHERE id = $1 AND deleted = 0`, [userId]);
  return rows.length === 1;
}
