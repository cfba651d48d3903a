// Lease of a snowflake worker number in Redis. Bound: two processes never hold one number at once, except that for
// one renewal period (10 s) after FLUSHALL a starting process may draw a held number (chance 1/1024 a process).
import { randomInt, randomUUID } from 'node:crypto';
import type { Redis } from 'ioredis';
import { BACKOFF, fullJitter } from '../backoff.js';
import type { Clock } from '../clock.js';
import { guard } from '../guard.js';
import { REDIS_KEYS, TTL } from '../redis-keys.js';
import { MAX_WORKER } from './snowflake.js';

/** Extends the lease of its owner, or takes the number back when the key is gone and nobody else took it. */
const EXTEND = `
local owner = redis.call('GET', KEYS[1])
if owner and owner ~= ARGV[1] then return 0 end
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
return 1`;
const RELEASE = `if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end return 0`;

export interface WorkerLease {
  readonly worker: number;
  /** False from the moment the lease may have run out in Redis; hand it to Snowflake. */
  readonly held: () => boolean;
  release(): Promise<void>;
}

export interface WorkerLeaseOptions {
  readonly clock: Clock;
  /** The number belongs to another process, or Redis was away for a whole lease. Ids have stopped; the process should end. */
  readonly onLost: () => void;
  /** Numbers 0 … workers − 1 are drawn from. */
  readonly workers?: number;
  readonly ttlMs?: number;
}

/** Rejects when no number is free or Redis does not answer. */
export async function leaseWorker(redis: Redis, options: WorkerLeaseOptions): Promise<WorkerLease> {
  const { clock, workers = MAX_WORKER + 1, ttlMs = TTL.workerMs } = options;
  const owner = randomUUID();
  const first = randomInt(workers);
  for (let i = 0; i < workers; i++) {
    const worker = (first + i) % workers;
    const askedAtMs = clock.monotonic();
    const taken = await redis.set(REDIS_KEYS.snowflakeWorker(worker), owner, 'PX', ttlMs, 'NX');
    if (taken === 'OK') return new HeldLease({ redis, owner, worker, ttlMs, clock, onLost: options.onLost }, askedAtMs + ttlMs);
  }
  throw new Error(
    `all ${String(workers)} snowflake worker numbers are leased: stop processes, or wait ${String(ttlMs)} ms for leases of dead ones`,
  );
}

interface LeaseParts {
  readonly redis: Redis;
  readonly owner: string;
  readonly worker: number;
  readonly ttlMs: number;
  readonly clock: Clock;
  readonly onLost: () => void;
}

class HeldLease implements WorkerLease {
  readonly #parts: LeaseParts;
  /** Counted from before the command was sent: Redis cannot expire the key earlier. */
  #expiresAtMs: number;
  #failures = 0;
  #cancelTimer: () => void;

  constructor(parts: LeaseParts, expiresAtMs: number) {
    this.#parts = parts;
    this.#expiresAtMs = expiresAtMs;
    this.#cancelTimer = this.#schedule(parts.ttlMs / 3);
  }

  get worker(): number {
    return this.#parts.worker;
  }

  readonly held = (): boolean => this.#parts.clock.monotonic() < this.#expiresAtMs;

  async release(): Promise<void> {
    this.#stop();
    const { redis, owner, worker } = this.#parts;
    await redis.eval(RELEASE, 1, REDIS_KEYS.snowflakeWorker(worker), owner);
  }

  #schedule(ms: number): () => void {
    return this.#parts.clock.setTimeout(() => {
      guard(this.#renew());
    }, ms);
  }

  async #renew(): Promise<void> {
    const { redis, owner, worker, ttlMs, clock } = this.#parts;
    const askedAtMs = clock.monotonic();
    const answer = await redis.eval(EXTEND, 1, REDIS_KEYS.snowflakeWorker(worker), owner, ttlMs).catch(() => 'failed' as const);
    // a late answer must not revive a lease that was given up or released meanwhile
    if (!this.held()) {
      this.#lose();
      return;
    }
    if (answer === 0) this.#lose();
    else if (answer === 'failed') this.#cancelTimer = this.#schedule(this.#retryMs());
    else this.#extended(askedAtMs + ttlMs);
  }

  #extended(expiresAtMs: number): void {
    this.#failures = 0;
    this.#expiresAtMs = expiresAtMs;
    this.#cancelTimer = this.#schedule(this.#parts.ttlMs / 3);
  }

  #retryMs(): number {
    return Math.min(fullJitter(this.#failures++, BACKOFF.workerLease) + 1, Math.max(0, this.#expiresAtMs - this.#parts.clock.monotonic()));
  }

  #lose(): void {
    if (this.#expiresAtMs === -Infinity) return;
    this.#stop();
    this.#parts.onLost();
  }

  #stop(): void {
    this.#cancelTimer();
    this.#expiresAtMs = -Infinity;
  }
}
