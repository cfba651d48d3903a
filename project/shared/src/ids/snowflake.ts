import type { Clock } from '../clock.js';
import { type Id, idFromParts } from './id.js';

/** Ids count ms from here; 41 bits last until 2095. */
export const SNOWFLAKE_EPOCH_MS = Date.UTC(2026, 0, 1);
export const MAX_WORKER = 1023;
const SEQUENCES_PER_MS = 4096;
/** Beyond this the clock was set wrong, not corrected: ids would repeat the order of an hour ago for too long. */
const MAX_CLOCK_BACK_MS = 10_000;

export class SnowflakeError extends Error {
  override readonly name = 'SnowflakeError';
}

export interface SnowflakeOptions {
  /** 0–1023, not shared with a process that runs: leaseWorker gives one. */
  readonly worker: number;
  readonly clock: Clock;
  /** Whether the worker number is still ours; `next` throws when it is not. */
  readonly held?: () => boolean;
}

/**
 * Unique, strictly increasing ids: 41 bits ms since 2026 | 10 bits worker | 12 bits sequence.
 * When the clock goes back, or 4,096 ids of one ms are used up, the last ms is continued or the next one borrowed.
 */
export class Snowflake {
  readonly #options: SnowflakeOptions;
  #lastMs = 0;
  #sequence = 0;

  constructor(options: SnowflakeOptions) {
    if (!Number.isInteger(options.worker) || options.worker < 0 || options.worker > MAX_WORKER) {
      throw new SnowflakeError(`worker ${String(options.worker)} is not in 0–${String(MAX_WORKER)}`);
    }
    this.#options = options;
  }

  /** Throws SnowflakeError when the worker lease is lost or the clock is more than 10 s behind: the caller refuses with UNAVAILABLE. */
  next(): Id {
    const { worker, clock, held } = this.#options;
    if (held?.() === false) throw new SnowflakeError('the worker number is no longer leased to this process');
    const nowMs = clock.now() - SNOWFLAKE_EPOCH_MS;
    if (nowMs > this.#lastMs) this.#begin(nowMs);
    else this.#continue(nowMs);
    return idFromParts((this.#lastMs % 1024) * 4_194_304 + worker * SEQUENCES_PER_MS + this.#sequence++, Math.floor(this.#lastMs / 1024));
  }

  #begin(ms: number): void {
    this.#lastMs = ms;
    this.#sequence = 0;
  }

  #continue(nowMs: number): void {
    const aheadMs = this.#lastMs - nowMs;
    if (aheadMs > MAX_CLOCK_BACK_MS)
      throw new SnowflakeError(`the clock is ${String(aheadMs)} ms behind the last id: correct it, or restart`);
    if (this.#sequence < SEQUENCES_PER_MS) return;
    this.#begin(this.#lastMs + 1);
  }
}
