// PostgreSQL connections. Bounded: connect and wait ≤ 500 ms, a lock ≤ 500 ms, a statement ≤ 900 ms, silence ≤ 1,100 ms.
import pg from 'pg';
import type { Logger } from '@godwit/shared/log';
import { requireDurable } from './durability.js';
import { prepareLocks } from './locked-statement.js';

const CONNECT_MS = 500;
const LOCK_MS = 500;
const STATEMENT_MS = 900;
/** Longer than the server's own limit: reached only when the server or the network is silent, so the outcome is unknown. */
const QUERY_MS = 1_100;
const IDLE_IN_TRANSACTION_MS = 2_000;
/** A prepared plan was made for the table sizes of its day; new connections plan anew. */
const LIFETIME_S = 600;

/** The locking statements read what others committed while they waited; a server may have another default. */
const ISOLATION = { default_transaction_isolation: 'read committed' } as const;

export interface PoolOptions {
  readonly url: string;
  readonly name: string;
  readonly max: number;
  readonly log: Logger;
  /** Settings of every session, e.g. planner settings of the statements that run on this pool. */
  readonly settings?: Readonly<Record<string, string>>;
}

export function createPool({ url, name, max, log, settings = {} }: PoolOptions): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    application_name: name,
    max,
    connectionTimeoutMillis: CONNECT_MS,
    query_timeout: QUERY_MS,
    statement_timeout: STATEMENT_MS,
    lock_timeout: LOCK_MS,
    idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_MS,
    maxLifetimeSeconds: LIFETIME_S,
    keepAlive: true,
    options: Object.entries({ ...ISOLATION, ...settings })
      .map(([key, value]) => `-c ${key}=${value.replaceAll(' ', '\\ ')}`)
      .join(' '),
    verify: (client, done) => {
      begin(client).then(() => {
        done();
      }, done);
    },
  });
  // Without both listeners the process ends with the server.
  pool.on('error', (error) => {
    log.warn({ err: error }, 'an idle PostgreSQL connection was lost');
  });
  pool.on('connect', (client) => {
    client.on('error', (error) => {
      log.warn({ err: error }, 'a PostgreSQL connection was lost');
    });
  });
  return pool;
}

async function begin(client: pg.ClientBase): Promise<void> {
  await requireDurable(client);
  await prepareLocks(client);
}
