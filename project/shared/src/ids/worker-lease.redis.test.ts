import { once } from 'node:events';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Redis } from 'ioredis';
import { createLogger } from '../log.js';
import { connectRedis, waitReady } from '../redis/connect.js';
import { REDIS_KEYS, TTL } from '../redis-keys.js';
import { FakeClock } from '../testing/fake-clock.js';
import { startTestRedis, type TestServer } from '../testing/servers.js';
import { Snowflake } from './snowflake.js';
import { leaseWorker, type WorkerLease } from './worker-lease.js';

const log = createLogger({ name: 'test', level: 'silent' });
let server: TestServer;
let redis: Redis;
let clock: FakeClock;
let lost: number;

beforeAll(async () => {
  server = await startTestRedis();
  redis = connectRedis(server.url, { name: 'test', log });
  await waitReady(redis, 5_000);
});
afterAll(async () => {
  redis.disconnect();
  await server.stop();
});
beforeEach(async () => {
  await redis.flushall();
  clock = new FakeClock();
  lost = 0;
});
const leases: WorkerLease[] = [];
afterEach(async () => {
  await Promise.all(leases.splice(0).map((lease) => lease.release()));
});

async function lease(workers = 1024): Promise<WorkerLease> {
  const taken = await leaseWorker(redis, { clock, workers, onLost: () => lost++ });
  leases.push(taken);
  return taken;
}
const key = ({ worker }: WorkerLease): string => REDIS_KEYS.snowflakeWorker(worker);
const THIRD_MS = TTL.workerMs / 3;
/** Redis runs on real time: what the renewal did is seen in its answer, not by waiting. */
const renewed = async (at: WorkerLease, advanceMs: number): Promise<void> => {
  await clock.advance(advanceMs);
  await redis.get(key(at));
  await clock.advance(0);
};

it('leasers never share a number, and the last free one is found', async () => {
  const taken = await Promise.all(Array.from({ length: 64 }, () => lease(64)));
  expect(new Set(taken.map(({ worker }) => worker)).size).toBe(64);
  await expect(lease(64)).rejects.toThrow('all 64 snowflake worker numbers are leased');
});

it('a released number can be taken at once, and its lease makes no more ids', async () => {
  const first = await lease(1);
  const ids = new Snowflake({ worker: first.worker, clock, held: first.held });
  ids.next();
  await first.release();
  expect(() => ids.next()).toThrow('no longer leased');
  expect((await lease(1)).held()).toBe(true);
});

it('a late release does not take the number from its next owner', async () => {
  const first = await lease(1);
  await redis.del(key(first));
  const second = await lease(1);
  await first.release();
  expect(await redis.exists(key(second))).toBe(1);
});

it('renewal keeps the lease for as long as Redis answers', async () => {
  const held = await lease();
  for (let i = 0; i < 9; i++) {
    await redis.pexpire(key(held), 5_000);
    await renewed(held, THIRD_MS);
    expect(await redis.pttl(key(held))).toBeGreaterThan(5_000);
  }
  expect([held.held(), lost]).toEqual([true, 0]);
});

describe('[R11] after FLUSHALL', () => {
  it('the next renewal takes the number back', async () => {
    const held = await lease(1);
    await redis.flushall();
    await renewed(held, THIRD_MS);
    await expect(lease(1)).rejects.toThrow('all 1');
    expect([held.held(), lost]).toEqual([true, 0]);
  });

  it('a lease whose number another process took meanwhile stops', async () => {
    const held = await lease(1);
    await redis.flushall();
    const rival = await leaseWorker(redis, { clock: new FakeClock(), workers: 1, onLost: () => undefined });
    await renewed(held, THIRD_MS);
    expect([held.held(), rival.held(), lost]).toEqual([false, true, 1]);
  });
});

it('without an answer for a whole lease, ids stop no later than Redis may give the number away', async () => {
  const dead = connectRedis(server.url, { name: 'dead', log });
  await waitReady(dead, 5_000);
  const held = await leaseWorker(dead, { clock, onLost: () => lost++ });
  const ids = new Snowflake({ worker: held.worker, clock, held: held.held });
  dead.disconnect();
  await clock.advance(TTL.workerMs - 1);
  ids.next();
  expect(lost).toBe(0);
  await clock.advance(1);
  expect(() => ids.next()).toThrow('no longer leased');
  expect([held.held(), lost, clock.pendingTimers]).toEqual([false, 1, 0]);
});

it('an outage shorter than the lease is survived: renewal is tried again until it succeeds', async () => {
  const flaky = connectRedis(server.url, { name: 'flaky', log });
  await waitReady(flaky, 5_000);
  const held = await leaseWorker(flaky, { clock, onLost: () => lost++ });
  const ended = once(flaky, 'end');
  flaky.disconnect();
  await ended;
  await clock.advance(THIRD_MS + 2_000);
  await flaky.connect();
  await redis.pexpire(key(held), 5_000);
  await renewed(held, 2_001);
  await renewed(held, 0);
  expect(await redis.pttl(key(held))).toBeGreaterThan(5_000);
  await clock.advance(THIRD_MS - 3_000);
  expect([held.held(), lost]).toEqual([true, 0]);
  await held.release();
  flaky.disconnect();
});
