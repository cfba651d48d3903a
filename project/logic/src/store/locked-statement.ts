/**
 * One statement in a transaction that locks first. Order of every writer: conversations by id, then users by id; whoever writes
 * conversation_member rows holds their conversations, so those rows need no order of their own and nothing deadlocks.
 *
 * The locks are statements of their own because READ COMMITTED gives the next statement a snapshot that was taken after they were
 * granted: it sees everything that the previous holder committed. Locking inside the statement would mix an old snapshot with
 * re-read rows (EvalPlanQual), which misses new messages and made PostgreSQL 18.4 crash on the commit of a batch.
 *
 * All parts go out in one write and share one Sync, so they are one implicit transaction and one round trip: the answer
 * (ReadyForQuery) follows the COMMIT. With BEGIN and COMMIT as statements a batch costs 4 wake-ups on both sides instead of 1.
 */
import pg from 'pg';
import type { Id } from '@godwit/shared/ids/id';
import { idArray } from './array-parameter.js';
import { classifyFailure, NoConnectionError } from './query-failure.js';

/** No rows come back: the driver takes the next row description for the statement's own. Ids are positive. */
const lock = (table: 'conversation' | 'users'): string =>
  `WITH locked AS MATERIALIZED (SELECT id FROM ${table} WHERE id = ANY ($1::bigint[]) ORDER BY id FOR NO KEY UPDATE) SELECT FROM locked WHERE id < 0`;

const LOCK_CONVERSATIONS = { name: 'lock-conversations', text: lock('conversation') };
const LOCK_USERS = { name: 'lock-users', text: lock('users') };

const self = (id: Id): Id => id;
const NO_IDS = idArray([], self);

/** Once for every new connection. */
export async function prepareLocks(client: pg.ClientBase): Promise<void> {
  for (const statement of [LOCK_CONVERSATIONS, LOCK_USERS]) await client.query({ ...statement, values: [NO_IDS] });
}

export interface Locks {
  readonly conversations: readonly Id[];
  readonly users?: readonly Id[];
}

/** The rows of `config`, after the COMMIT. Rejects as query-failure.ts classifies it. */
export async function lockedStatement<R>(pool: pg.Pool, locks: Locks, config: pg.QueryConfig | pg.QueryArrayConfig): Promise<R[]> {
  const client = await pool.connect().catch((cause: unknown) => {
    throw new NoConnectionError('no connection to PostgreSQL', { cause });
  });
  try {
    const rows = await new Promise<R[]>((resolve, reject) => {
      client.query(
        queryBehindLocks(locks, config, (error, rows) => {
          if (rows === undefined) reject(error);
          else resolve(rows as R[]);
        }),
      );
    });
    client.release();
    return rows;
  } catch (error) {
    client.release(classifyFailure(error).at === 'unknown');
    throw error;
  }
}

function queryBehindLocks(
  { conversations, users = [] }: Locks,
  config: pg.QueryConfig,
  done: (error: unknown, rows?: unknown[]) => void,
): pg.Query {
  const query = new pg.Query(config, (error: unknown, result: unknown) => {
    if (result === undefined) done(error);
    else done(undefined, (result as pg.QueryResult[]).at(-1)!.rows);
  });
  const submit = query.submit.bind(query);
  query.submit = (connection) => {
    connection.stream.cork();
    try {
      sendLock(connection, LOCK_CONVERSATIONS.name, conversations);
      if (users.length > 0) sendLock(connection, LOCK_USERS.name, users);
      return submit(connection);
    } finally {
      connection.stream.uncork();
    }
  };
  return query;
}

function sendLock(connection: pg.Connection, statement: string, ids: readonly Id[]): void {
  connection.bind({ statement, values: [idArray(ids, self)] }, false);
  connection.execute(null, false);
}
