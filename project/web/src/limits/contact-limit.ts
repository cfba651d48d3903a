// Bound: MAX_TAKEN answers in an hour that a phone number or an e-mail address is another account's, so that nobody tries lists of them.
import type { Redis } from 'ioredis';
import { type Outcome, refuse } from '@godwit/shared/outcome';
import type { Breaker } from '../breaker.js';
import { Limiter } from './limiter.js';

const MAX_TAKEN = 10;
const WINDOW_SECONDS = 3_600;

export interface ContactLimit {
  /** Counts CONTACT_TAKEN for whoever asks (a user or an address); RATE_LIMIT, without having looked, when there were too many. */
  run<T>(asker: string, attempt: () => Promise<Outcome<T>>): Promise<Outcome<T>>;
}

export function createContactLimit({ redis, breaker }: { redis: Redis; breaker: Breaker }): ContactLimit {
  const limiter = new Limiter({ name: 'contact', points: MAX_TAKEN, seconds: WINDOW_SECONDS, redis, breaker });
  return {
    run: async (asker, attempt) => {
      // taken before the attempt: those sent at once are counted before the next one looks
      const waitMs = await limiter.take(asker);
      if (waitMs > 0) return refuse('RATE_LIMIT', undefined, waitMs);
      let taken = false;
      try {
        const outcome = await attempt();
        taken = !outcome.ok && outcome.refusal.error === 'CONTACT_TAKEN';
        return outcome;
      } finally {
        if (!taken) await limiter.giveBack(asker); // also where a dependency was away: it has told nothing
      }
    },
  };
}
