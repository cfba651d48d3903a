// Snowflakes of this process. The worker number is leased while Redis is there and drawn at random while it is not:
// every table here has its id as primary key, so a number held twice can cost a failed insert, never a wrong row.
import { randomInt } from 'node:crypto';
import type { Redis } from 'ioredis';
import { BACKOFF, fullJitter } from '@godwit/shared/backoff';
import type { Clock } from '@godwit/shared/clock';
import { guard } from '@godwit/shared/guard';
import type { Id } from '@godwit/shared/ids/id';
import { MAX_WORKER, Snowflake } from '@godwit/shared/ids/snowflake';
import { leaseWorker, type WorkerLease } from '@godwit/shared/ids/worker-lease';
import type { Logger } from '@godwit/shared/log';

type Source = { at: 'drawn'; snowflake: Snowflake } | { at: 'leased'; snowflake: Snowflake; lease: WorkerLease };

export interface Ids {
  next(): Id;
}

export interface WorkerIdsOptions {
  redis: Redis;
  clock: Clock;
  log: Logger;
}

export class WorkerIds implements Ids {
  readonly #options: WorkerIdsOptions;
  #source: Source;
  #cancelRetry: () => void = () => undefined;
  #closed = false;

  constructor(options: WorkerIdsOptions) {
    this.#options = options;
    this.#source = drawn(options.clock);
    guard(this.#lease(0));
  }

  next(): Id {
    return this.#source.snowflake.next();
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#cancelRetry();
    const source = this.#source;
    if (source.at === 'leased') await source.lease.release().catch(() => undefined);
  }

  async #lease(attempt: number): Promise<void> {
    const { redis, clock, log } = this.#options;
    try {
      const lease = await leaseWorker(redis, {
        clock,
        onLost: () => {
          log.warn('worker lease lost; ids go on with a drawn number');
          this.#source = drawn(clock);
          this.#retry(0);
        },
      });
      if (this.#closed) await lease.release();
      else this.#source = { at: 'leased', lease, snowflake: new Snowflake({ worker: lease.worker, clock }) };
    } catch {
      this.#retry(attempt + 1);
    }
  }

  #retry(attempt: number): void {
    if (this.#closed) return;
    this.#cancelRetry = this.#options.clock.setTimeout(
      () => {
        guard(this.#lease(attempt));
      },
      200 + fullJitter(attempt, BACKOFF.workerLease),
    );
  }
}

const drawn = (clock: Clock): Source => ({ at: 'drawn', snowflake: new Snowflake({ worker: randomInt(MAX_WORKER + 1), clock }) });
