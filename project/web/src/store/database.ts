// PostgreSQL for the web tier. Bound: MAX_CONNECTIONS connections; every call ends within CALL_MS, answered or as DependencyError.
import { DatabaseError, Pool } from 'pg';
import type { Clock } from '@godwit/shared/clock';
import { DeadlineError, deadline } from '@godwit/shared/guard';
import type { Logger } from '@godwit/shared/log';
import { Breaker } from '../breaker.js';
import { DependencyError, type DependencyFailure } from '../dependency-error.js';

const MAX_CONNECTIONS = 8;
const CONNECT_MS = 500;
const STATEMENT_MS = 800;
/** Longer than the server's own limit, so that a live server gets to say why. */
const READ_MS = 850;
const LOCK_MS = 700;
const CALL_MS = 1_000;

/** One statement; rows as the driver gives them: int8 is a string. */
export type Query = <Row>(sql: string, values?: readonly unknown[]) => Promise<Row[]>;

export interface Database {
  query: Query;
  /** Runs `work` between BEGIN and COMMIT on one connection; rolls back when it throws. */
  transaction<T>(work: (query: Query) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

export function connectDatabase({ url, clock, log }: { url: string; clock: Clock; log: Logger }): Database {
  const pool = new Pool({
    connectionString: url,
    max: MAX_CONNECTIONS,
    connectionTimeoutMillis: CONNECT_MS,
    query_timeout: READ_MS,
    statement_timeout: STATEMENT_MS,
    lock_timeout: LOCK_MS,
    idle_in_transaction_session_timeout: 5_000,
    keepAlive: true,
    // opening one costs a process and a password exchange
    idleTimeoutMillis: 60_000,
    application_name: 'godwit-web',
  });
  // Without these two listeners the process ends together with the server.
  pool.on('error', (error) => {
    log.warn({ err: error }, 'idle database connection lost');
  });
  pool.on('connect', (client) => {
    client.on('error', (error) => {
      log.warn({ err: error }, 'database connection lost');
    });
  });
  const breaker = new Breaker({ dependency: 'postgres', clock, log, isFailure: (error) => error instanceof DependencyError });
  const bounded = <T>(call: () => Promise<T>): Promise<T> =>
    breaker.run(() => deadline(call(), CALL_MS, 'a database call').catch((error: unknown) => Promise.reject(asDependencyError(error))));

  return {
    query: async <Row>(sql: string, values: readonly unknown[] = []) =>
      bounded(async () => (await pool.query(sql, [...values])).rows as Row[]),
    transaction: (work) => bounded(() => inTransaction(pool, work)),
    close: () => pool.end(),
  };
}

async function inTransaction<T>(pool: Pool, work: (query: Query) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    const value = await work(
      async <Row>(sql: string, values: readonly unknown[] = []) => (await client.query(sql, [...values])).rows as Row[],
    );
    await client.query('COMMIT');
    client.release();
    return value;
  } catch (error) {
    // Closing the connection rolls back, also when the server no longer answers.
    client.release(true);
    throw error;
  }
}

/** The error itself when it is a bug (SQL, types, constraints), DependencyError when the database did not do its part. */
function asDependencyError(error: unknown): unknown {
  const failure = databaseFailure(error);
  return failure === undefined ? error : new DependencyError('postgres', failure, error);
}

export function databaseFailure(error: unknown): DependencyFailure | undefined {
  if (error instanceof DeadlineError) return 'TIMEOUT';
  if (!(error instanceof Error)) return undefined;
  // by its class: EPIPE looks like a SQLSTATE
  if (error instanceof DatabaseError) return sqlStateFailure(error.code ?? '');
  if (/timeout/i.test(error.message)) return 'TIMEOUT';
  return 'code' in error || /^Connection terminated|not queryable/.test(error.message) ? 'UNAVAILABLE' : undefined;
}

/** SQLSTATE classes of https://www.postgresql.org/docs/current/errcodes-appendix.html that are not the statement's fault. */
function sqlStateFailure(state: string): DependencyFailure | undefined {
  if (state === '57014' || state === '55P03') return 'TIMEOUT';
  return /^(?:08|53|57P|40|58|25006)/.test(state) ? 'UNAVAILABLE' : undefined;
}
