import { once } from 'node:events';
import { createLogger } from '@godwit/shared/log';
import { connectRedis } from '@godwit/shared/redis/connect';
import { startTestRedis, type TestServer } from '@godwit/shared/testing/servers';
import type { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { withLeaseScripts } from './lease-scripts.js';
import { Leases } from './leases.js';

const TTL_MS = 60_000;
const identity = { userId: '1', loginSessionId: '9', deviceId: 'phone', platform: 'web', expiresAt: 0 };

describe('location leases', () => {
  let server: TestServer;
  let redis: Redis;
  const leasesOf = (node: string): Leases => new Leases({ redis: withLeaseScripts(redis), node, ttlMs: TTL_MS, now: Date.now });
  const held = async (): Promise<string> => (await redis.get('loc:{1}:phone')) ?? '';

  beforeAll(async () => {
    server = await startTestRedis();
    redis = connectRedis(server.url, { name: 'leases', log: createLogger({ name: 'leases', level: 'silent' }) });
    await once(redis, 'ready');
  });
  afterAll(async () => {
    redis.disconnect();
    await server.stop();
  });

  it('[C14] the newer connection has the lease; the older one is told at its next renewal', async () => {
    const older = await leasesOf('access-1').claim(1, identity);
    const newer = await leasesOf('access-2').claim(1, identity);
    expect(await leasesOf('access-1').renew([older])).toEqual([older]);
    expect(await leasesOf('access-2').renew([newer])).toEqual([]);
    expect(await held()).toBe(newer.value);
  });

  it('[R12] a claim that Redis carries out after its deadline does not end the session that made it', async () => {
    server.kill('SIGSTOP');
    const claimed = leasesOf('access-1').claim(7, identity);
    const lease = await claimed; // on paper: Redis did not answer
    await new Promise((resolve) => setTimeout(resolve, 50)); // Redis's own time must be later
    server.kill('SIGCONT');
    await expect.poll(held).toMatch(/^access-1\|7\|/);
    expect(await held()).not.toBe(lease.value);
    expect(await leasesOf('access-1').renew([lease])).toEqual([]);
    expect(await held()).toBe(lease.value);
  });
});
