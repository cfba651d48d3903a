// A snowflake worker number held by a session of PostgreSQL, for the time that Redis cannot lease one. It ends with the connection.
import { randomInt } from 'node:crypto';
import pg from 'pg';
import { MAX_WORKER } from '@godwit/shared/ids/snowflake';
import type { WorkerLease } from '@godwit/shared/ids/worker-lease';
import { REDIS_WORKERS } from './worker-range.js';

const LOCK_CLASS = 7_466_002;
const CONNECT_MS = 500;
const QUERY_MS = 1_000;

/** Rejects when PostgreSQL does not answer or no number is free. */
export async function leaseFromPostgres(url: string, onLost: () => void): Promise<WorkerLease> {
  const client = new pg.Client({
    connectionString: url,
    application_name: 'godwit-worker-number',
    connectionTimeoutMillis: CONNECT_MS,
    query_timeout: QUERY_MS,
    keepAlive: true,
  });
  let state: 'held' | 'released' = 'released';
  client.on('error', () => undefined); // 'end' follows
  client.on('end', () => {
    if (state === 'held') onLost();
    state = 'released';
  });
  await client.connect();
  const worker = await takeFreeNumber(client).catch(async (error: unknown) => {
    await client.end();
    throw error;
  });
  state = 'held';
  return {
    worker,
    held: () => state === 'held',
    release: async () => {
      state = 'released';
      await client.end();
    },
  };
}

async function takeFreeNumber(client: pg.Client): Promise<number> {
  const count = MAX_WORKER + 1 - REDIS_WORKERS;
  const first = randomInt(count);
  for (let i = 0; i < count; i++) {
    const worker = REDIS_WORKERS + ((first + i) % count);
    const { rows } = await client.query<{ taken: boolean }>('SELECT pg_try_advisory_lock($1, $2) AS taken', [LOCK_CLASS, worker]);
    if (rows[0]?.taken === true) return worker;
  }
  throw new Error(`all ${String(count)} worker numbers of PostgreSQL are taken`);
}
