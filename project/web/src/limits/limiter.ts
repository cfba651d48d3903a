// Counts in Redis for all web nodes together; in this process alone while Redis is away (S19): never off.
import { RateLimiterMemory, RateLimiterRedis, type RateLimiterAbstract, type RateLimiterRes } from 'rate-limiter-flexible';
import type { Redis } from 'ioredis';
import { REDIS_KEYS } from '@godwit/shared/redis-keys';
import type { Breaker } from '../breaker.js';

export interface LimiterOptions {
  name: string;
  points: number;
  seconds: number;
  redis: Redis;
  /** Shared by the limiters of one Redis connection. */
  breaker: Breaker;
}

export class Limiter {
  readonly #points: number;
  readonly #shared: RateLimiterRedis;
  readonly #local: RateLimiterMemory;
  readonly #breaker: Breaker;

  constructor({ name, points, seconds, redis, breaker }: LimiterOptions) {
    const settings = { keyPrefix: REDIS_KEYS.rateLimit(name), points, duration: seconds };
    this.#points = points;
    this.#shared = new RateLimiterRedis({ ...settings, storeClient: redis });
    this.#local = new RateLimiterMemory(settings);
    this.#breaker = breaker;
  }

  /** Uses up one point; ms to wait when there was none left, else 0. */
  async take(key: string): Promise<number> {
    const state = await this.#ask((limiter) => limiter.penalty(key, 1));
    return state.consumedPoints > this.#points ? Math.max(1, state.msBeforeNext) : 0;
  }

  /** ms to wait while no point is left, else 0; uses up nothing. */
  async waitMs(key: string): Promise<number> {
    const state = await this.#ask((limiter) => limiter.get(key));
    return state !== null && state.consumedPoints >= this.#points ? Math.max(1, state.msBeforeNext) : 0;
  }

  /** Undoes a take. */
  async giveBack(key: string): Promise<void> {
    await this.#ask((limiter) => limiter.reward(key, 1));
  }

  async reset(key: string): Promise<void> {
    await this.#ask((limiter) => limiter.delete(key));
  }

  async #ask<T extends RateLimiterRes | boolean | null>(call: (limiter: RateLimiterAbstract) => Promise<T>): Promise<T> {
    try {
      return await this.#breaker.run(() => call(this.#shared));
    } catch {
      return call(this.#local);
    }
  }
}
