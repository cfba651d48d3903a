// Keeps the status of a node in Redis while it runs. A hint for admins: without Redis nobody sees the node, and nothing else happens.
import type { Redis } from 'ioredis';
import type { Clock } from './clock.js';
import { guard } from './guard.js';
import type { AnnouncedTier, NodeStatus } from './node-status.js';
import { REDIS_KEYS, TTL } from './redis-keys.js';

const EVERY_MS = TTL.nodeMs / 3;

export interface AnnounceOptions {
  readonly redis: Redis;
  readonly clock: Clock;
  readonly tier: AnnouncedTier;
  readonly node: string;
  /** What the rate is made of: only grows. */
  readonly count: () => Promise<number>;
}

interface Counted {
  readonly count: number;
  readonly at: number;
}

/** Begins at once; stop() takes the node back. */
export function announceNode({ redis, clock, tier, node, count }: AnnounceOptions): { stop(): Promise<void> } {
  const startedAt = clock.now();
  const [key, member] = [REDIS_KEYS.tierNode(tier, node), `${tier}:${node}`];
  let last: Counted | undefined;
  let cancel: () => void = () => undefined;
  let stopped = false;

  async function say(): Promise<void> {
    const now = { count: await count(), at: clock.monotonic() };
    const status: NodeStatus = { tier, node, startedAt, perSecond: last === undefined ? null : rate(last, now) };
    last = now;
    await redis.multi().sadd(REDIS_KEYS.tierNodes, member).set(key, JSON.stringify(status), 'PX', TTL.nodeMs).exec();
  }
  function next(): void {
    if (stopped) return;
    cancel = clock.setTimeout(() => {
      guard(turn());
    }, EVERY_MS);
  }
  const turn = (): Promise<void> =>
    say()
      .catch(() => undefined)
      .finally(next);

  guard(turn());
  return {
    stop: async () => {
      stopped = true;
      cancel();
      await redis
        .multi()
        .del(key)
        .srem(REDIS_KEYS.tierNodes, member)
        .exec()
        .catch(() => undefined);
    },
  };
}

const rate = (before: Counted, now: Counted): number => Math.max(0, (now.count - before.count) / Math.max(1, now.at - before.at)) * 1_000;
