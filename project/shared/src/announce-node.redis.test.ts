import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { announceNode } from './announce-node.js';
import { createMetrics, totalOf } from './metrics.js';
import { parseNodeStatus } from './node-status.js';
import { REDIS_KEYS, TTL } from './redis-keys.js';
import { FakeClock } from './testing/fake-clock.js';
import { startTestRedis, type TestServer } from './testing/servers.js';

let server: TestServer;
let redis: Redis;
beforeAll(async () => {
  server = await startTestRedis();
  redis = new Redis(server.url);
});
afterAll(async () => {
  redis.disconnect();
  await server.stop();
});

const said = async () => parseNodeStatus((await redis.get(REDIS_KEYS.tierNode('logic', 'l-1'))) ?? '');

describe('the status of a node', () => {
  it('[F-88] says what it did since it said so last, for as long as it runs', async () => {
    const clock = new FakeClock();
    const counter = createMetrics('test').counter('done_total', 'Done.', ['how']);
    const node = announceNode({ redis, clock, tier: 'logic', node: 'l-1', count: () => totalOf(counter) });
    await vi.waitFor(async () => expect(await said()).toMatchObject({ tier: 'logic', node: 'l-1', perSecond: null }));
    counter.inc({ how: 'a' }, 10);
    counter.inc({ how: 'b' }, 20);
    await clock.advance(TTL.nodeMs / 3);
    await vi.waitFor(async () => expect((await said())?.perSecond).toBeCloseTo(9, 1));
    await clock.advance(TTL.nodeMs / 3);
    await vi.waitFor(async () => expect((await said())?.perSecond).toBe(0));
    expect(await redis.pttl(REDIS_KEYS.tierNode('logic', 'l-1'))).toBeGreaterThan(0);
    expect(await redis.smembers(REDIS_KEYS.tierNodes)).toEqual(['logic:l-1']);
    await node.stop();
    expect([await said(), await redis.smembers(REDIS_KEYS.tierNodes)]).toEqual([undefined, []]);
  });

  it('counts the observations of a histogram, not its buckets', async () => {
    const histogram = createMetrics('test').histogram('wait_seconds', 'Waits.', ['route']);
    for (const route of ['a', 'b', 'b']) histogram.observe({ route }, 0.1);
    expect(await totalOf(histogram)).toBe(3);
  });
});
