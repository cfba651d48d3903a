import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '@godwit/shared/clock';
import { createLogger } from '@godwit/shared/log';
import { connectRedis, waitReady } from '@godwit/shared/redis/connect';
import { startTestRedis, type TestServer } from '@godwit/shared/testing/servers';
import { createTestDatabase, type TestDatabase } from '../testing/test-database.js';
import { query } from '../testing/query.js';
import { until } from '../testing/until.js';
import { IdSource } from './id-source.js';
import { REDIS_WORKERS } from './worker-range.js';

const log = createLogger({ name: 'test', level: 'silent' });
const workerOf = (id: string): number => Number((BigInt(id) >> 12n) & 1023n);
let database: TestDatabase;
let server: TestServer;
beforeAll(async () => {
  [database, server] = await Promise.all([createTestDatabase(), startTestRedis()]);
});
afterAll(async () => {
  await server.stop().catch(() => undefined);
  await database.drop();
});

describe('ids', () => {
  it('come from a worker number of Redis; without Redis from one of PostgreSQL, which is replaced when its session is cut', async () => {
    const redis = connectRedis(server.url, { name: 'test', log });
    await waitReady(redis, 5_000);
    const options = { redis, databaseUrl: database.url, clock: systemClock, log };
    const first = await IdSource.open(options);
    expect(workerOf(first.next())).toBeLessThan(REDIS_WORKERS);
    await first.close();
    expect(() => first.next()).toThrow(/no worker number/);

    await server.stop();
    const sources = [await IdSource.open(options), await IdSource.open(options)];
    const workers = sources.map((source) => workerOf(source.next()));
    expect(workers.every((worker) => worker >= REDIS_WORKERS)).toBe(true);
    expect(new Set(workers).size).toBe(2);

    await query(
      database.url,
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'godwit-worker-number' AND datname = current_database()`,
    );
    for (const source of sources) {
      await until('ids again', () => {
        try {
          return Promise.resolve(source.next());
        } catch {
          return Promise.resolve(undefined);
        }
      });
    }
    await Promise.all(sources.map((source) => source.close()));
    redis.disconnect();
  });
});
