// Ids of messages and rows. The worker number is leased by Redis; when Redis is away, by PostgreSQL, without which nothing is stored anyway.
// Bound: while a lost number is replaced (≤ 2 s a try) next() throws, and what needs an id is refused with OVERLOADED.
import type { Redis } from 'ioredis';
import { BACKOFF, fullJitter } from '@godwit/shared/backoff';
import type { Clock } from '@godwit/shared/clock';
import { guard } from '@godwit/shared/guard';
import type { Id } from '@godwit/shared/ids/id';
import { Snowflake, SnowflakeError } from '@godwit/shared/ids/snowflake';
import { leaseWorker, type WorkerLease } from '@godwit/shared/ids/worker-lease';
import type { Logger } from '@godwit/shared/log';
import { waitReady } from '@godwit/shared/redis/connect';
import { leaseFromPostgres } from './postgres-worker.js';
import { REDIS_WORKERS } from './worker-range.js';

const REDIS_READY_MS = 1_000;

export interface IdSourceOptions {
  readonly redis: Redis;
  readonly databaseUrl: string;
  readonly clock: Clock;
  readonly log: Logger;
}

interface Held {
  readonly lease: WorkerLease;
  readonly snowflake: Snowflake;
}

export class IdSource {
  readonly #options: IdSourceOptions;
  #state: { readonly at: 'held'; readonly held: Held } | { readonly at: 'lost' } | { readonly at: 'closed' } = { at: 'lost' };

  private constructor(options: IdSourceOptions) {
    this.#options = options;
  }

  /** Rejects when neither Redis nor PostgreSQL gives a number. */
  static async open(options: IdSourceOptions): Promise<IdSource> {
    const source = new IdSource(options);
    await source.#lease();
    return source;
  }

  /** Throws SnowflakeError. */
  next(): Id {
    if (this.#state.at !== 'held') throw new SnowflakeError('no worker number is leased to this process');
    return this.#state.held.snowflake.next();
  }

  async close(): Promise<void> {
    const state = this.#state;
    this.#state = { at: 'closed' };
    if (state.at === 'held') await state.held.lease.release();
  }

  async #lease(): Promise<void> {
    const held = await lease(this.#options, () => {
      guard(this.#replace());
    });
    if (this.#state.at === 'closed') await held.lease.release();
    else this.#state = { at: 'held', held };
  }

  async #replace(): Promise<void> {
    if (this.#state.at !== 'held') return;
    this.#options.log.warn({ worker: this.#state.held.lease.worker }, 'the snowflake worker number was lost; leasing another');
    this.#state = { at: 'lost' };
    for (let attempt = 0; this.#isLost(); attempt++) {
      await this.#lease().catch(() => undefined);
      if (this.#isLost())
        await new Promise<void>((resolve) => this.#options.clock.setTimeout(resolve, fullJitter(attempt, BACKOFF.workerLease)));
    }
  }

  #isLost(): boolean {
    return this.#state.at === 'lost';
  }
}

async function lease({ redis, databaseUrl, clock, log }: IdSourceOptions, onLost: () => void): Promise<Held> {
  const held = await leaseFromRedis(redis, clock, onLost).catch((error: unknown) => {
    log.warn({ err: error }, 'Redis leases no worker number; taking one from PostgreSQL');
    return leaseFromPostgres(databaseUrl, onLost);
  });
  return { lease: held, snowflake: new Snowflake({ worker: held.worker, clock, held: held.held }) };
}

async function leaseFromRedis(redis: Redis, clock: Clock, onLost: () => void): Promise<WorkerLease> {
  await waitReady(redis, REDIS_READY_MS);
  return leaseWorker(redis, { clock, onLost, workers: REDIS_WORKERS });
}
