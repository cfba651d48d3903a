/**
 * One statement in a transaction that locks first. Order of every writer: conversations by id, then users by id; whoever writes
 * conversation_member rows holds their conversations, so those rows need no order of their own and nothing deadlocks.
 *
 * The locks are statements of their own because READ COMMITTED gives the next statement a snapshot that was taken after they were
 * granted: it sees everything that the previous holder committed. Locking inside the statement would mix an old snapshot with
 * re-read rows (EvalPlanQual), which misses new messages and made PostgreSQL 18.4 crash on the commit of a batch.
 * All parts are sent at once (the pool's connections pipeline): one round trip.
 */
import type pg from 'pg';
import type { Id } from '@godwit/shared/ids/id';
import { idArray } from './array-parameter.js';
import { classifyFailure } from './query-failure.js';

const lock = (table: 'conversation' | 'users'): string =>
  `WITH locked AS MATERIALIZED (SELECT id FROM ${table} WHERE id = ANY ($1::bigint[]) ORDER BY id FOR NO KEY UPDATE) SELECT count(*) FROM locked`;
const LOCK_CONVERSATIONS = lock('conversation');
const LOCK_USERS = lock('users');

export interface Locks {
  readonly conversations: readonly Id[];
  readonly users?: readonly Id[];
}

const self = (id: Id): Id => id;

/** The rows of `query`, after the COMMIT. Rejects as query-failure.ts classifies it. */
export async function lockedStatement<R extends unknown[] | pg.QueryResultRow>(
  pool: pg.Pool,
  { conversations, users = [] }: Locks,
  query: pg.QueryConfig | pg.QueryArrayConfig,
): Promise<R[]> {
  const client = await pool.connect();
  const sent = [
    client.query('BEGIN'),
    client.query({ name: 'lock-conversations', text: LOCK_CONVERSATIONS, values: [idArray(conversations, self)] }),
    ...(users.length === 0 ? [] : [client.query({ name: 'lock-users', text: LOCK_USERS, values: [idArray(users, self)] })]),
    client.query(query),
    client.query('COMMIT'),
  ];
  // All of them, so that the connection is idle when it is handed back: after an error the rest is skipped and COMMIT rolls back.
  const settled = await Promise.allSettled(sent);
  const failed = settled.find((result) => result.status === 'rejected');
  client.release(failed !== undefined && classifyFailure(failed.reason).at === 'unknown');
  if (failed !== undefined) throw failed.reason;
  const answer = settled.at(-2) as PromiseFulfilledResult<{ rows: R[] }>;
  return answer.value.rows;
}
