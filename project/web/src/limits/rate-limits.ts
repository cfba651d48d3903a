import type { Redis } from 'ioredis';
import type { Breaker } from '../breaker.js';
import { RATE_CLASSES, type RateClassName } from '../permissions.js';
import { Limiter } from './limiter.js';

export interface RateLimits {
  /** ms to wait, 0 = go on. */
  take(rate: RateClassName, key: string): Promise<number>;
}

export interface RateLimitsOptions {
  redis: Redis;
  breaker: Breaker;
  /** Multiplies every allowance; for load tests from one address. */
  factor: number;
}

export function createRateLimits({ redis, breaker, factor }: RateLimitsOptions): RateLimits {
  const limiters = new Map(
    Object.entries(RATE_CLASSES).map(([name, { requests, seconds }]) => [
      name,
      new Limiter({ name, points: Math.ceil(requests * factor), seconds, redis, breaker }),
    ]),
  );
  return { take: async (rate, key) => (await limiters.get(rate)?.take(key)) ?? 0 };
}
