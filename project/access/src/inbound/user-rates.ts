// What a user may send, or ask, through this node, over all of their sessions.
// Bound: a user who does nothing for a while is forgotten by the sweep; a bucket that is full says nothing anyway.
import type { Id } from '@godwit/shared/ids/id';
import { type Rate, TokenBucket } from './rate-limit.js';

export class UserRates {
  readonly #rate: Rate;
  #recent = new Map<Id, TokenBucket>();
  #older = new Map<Id, TokenBucket>();

  constructor(rate: Rate) {
    this.#rate = rate;
  }

  /** When what was refused may be tried again. */
  get retryAfterMs(): number {
    return Math.ceil(1_000 / this.#rate.perSecond);
  }

  get size(): number {
    return this.#recent.size + this.#older.size;
  }

  of(userId: Id, now: number): TokenBucket {
    const known = this.#recent.get(userId);
    if (known !== undefined) return known;
    const bucket = this.#older.get(userId) ?? new TokenBucket(this.#rate, now);
    this.#older.delete(userId);
    this.#recent.set(userId, bucket);
    return bucket;
  }

  /** Not more often than a bucket takes to fill: what was not used since the last call is dropped. */
  sweep(): void {
    this.#older = this.#recent;
    this.#recent = new Map();
  }
}
