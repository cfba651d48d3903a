// Something of the server that this client keeps current, from the first time it is asked for.
import type { Clock } from '@godwit/shared/clock';
import { guard } from '@godwit/shared/guard';
import { again } from '../api/again.js';

const ATTEMPTS = 3;

/** One reading at a time; what may have changed meanwhile is read once more. A reading that fails is made up for with the next one. */
export class Followed<T> {
  readonly #read: () => Promise<T>;
  readonly #clock: Clock;
  readonly #stopped = new AbortController();
  #reading: Promise<T> | undefined;
  #stale = false;
  #followed = false;
  /** ms of the monotonic clock, when the last reading was begun. */
  #begunAt = -Infinity;

  constructor(read: () => Promise<T>, clock: Clock) {
    this.#read = read;
    this.#clock = clock;
  }

  /** Reads it now. Rejects with ApiError. */
  follow(): Promise<T> {
    this.#followed = true;
    this.#stale = true;
    this.#reading ??= this.#readAll();
    return this.#reading;
  }

  /**
   * It may have changed, before `until` (ms of the monotonic clock; default: now). Nothing is read that nobody asked for, nor what a reading
   * begun since then has read.
   */
  mayHaveChanged(until = Infinity): void {
    if (this.#followed && this.#begunAt < until && !this.#stopped.signal.aborted) guard(this.follow());
  }

  stop(): void {
    this.#stopped.abort();
  }

  async #readAll(): Promise<T> {
    try {
      for (;;) {
        this.#stale = false;
        this.#begunAt = this.#clock.monotonic();
        const value = await again(this.#read, { attempts: ATTEMPTS, clock: this.#clock, signal: this.#stopped.signal });
        if (!this.#stale) return value;
      }
    } finally {
      this.#reading = undefined; // at once: what changes from here on is for the next reading
    }
  }
}
