// Ids of messages and rows. The worker number is leased by Redis; when Redis is away, by PostgreSQL, without which nothing is stored anyway.
// Bound: while a lost number is replaced (≤ 2 s a try) next() throws, and what needs an id is refused with OVERLOADED.
import type { Redis } from 'ioredis';
import { BACKOFF, fullJitter } from '@godwit/shared/backoff';
import type { Clock } from '@godwit/shared/clock';
import { guard } from '@godwit/shared/guard';
import type { Id } from '@godwit/shared/ids/id';
import { Snowflake } from '@godwit/shared/ids/snowflake';
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
  #held: Held;
  #closed = false;

  private constructor(options: IdSourceOptions, held: Held) {
    this.#options = options;
    this.#held = held;
  }

  /** Rejects when neither Redis nor PostgreSQL gives a number. */
  static async open(options: IdSourceOptions): Promise<IdSource> {
    let source: IdSource | undefined;
    const held = await lease(options, () => {
      if (source !== undefined) guard(source.#replace());
    });
    source = new IdSource(options, held);
    return source;
  }

  get worker(): number {
    return this.#held.lease.worker;
  }

  /** Throws SnowflakeError. */
  next(): Id {
    return this.#held.snowflake.next();
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#held.lease.release();
  }

  async #replace(): Promise<void> {
    this.#options.log.warn({ worker: this.worker }, 'the snowflake worker number was lost; leasing another');
    for (let attempt = 0; !this.#closed; attempt++) {
      const held = await lease(this.#options, () => {
        guard(this.#replace());
      }).catch(() => undefined);
      if (held !== undefined) {
        this.#held = held;
        return;
      }
      await new Promise<void>((resolve) => this.#options.clock.setTimeout(resolve, fullJitter(attempt, BACKOFF.workerLease)));
    }
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
