// Bound: MAX_FAILURES wrong passwords per account in 15 min; a device that signed in before has its own count,
// so that the owner gets in while somebody else guesses (S7). Unknown accounts are counted alike (S8).
import { createHash } from 'node:crypto';
import type { Redis } from 'ioredis';
import { type Outcome, ok, refuse } from '@godwit/shared/outcome';
import type { Breaker } from '../breaker.js';
import { Limiter } from '../limits/limiter.js';
import { AccountGate } from './account-gate.js';

const MAX_FAILURES = 5;
const WINDOW_SECONDS = 900;

export interface SignInAttempt {
  username: string;
  deviceId: string;
  knownDevice: boolean;
}

export interface SignInLimit {
  /** Whether the password was right, or ACCOUNT_LOCKED without having looked. */
  check(attempt: SignInAttempt, verify: () => Promise<boolean>): Promise<Outcome<boolean>>;
}

export function createSignInLimit({ redis, breaker }: { redis: Redis; breaker: Breaker }): SignInLimit {
  const limiter = new Limiter({ name: 'sign-in', points: MAX_FAILURES, seconds: WINDOW_SECONDS, redis, breaker });
  const gate = new AccountGate();
  return {
    check: (attempt, verify) => {
      const key = keyOf(attempt);
      return gate.run(key, async () => {
        const waitMs = await limiter.waitMs(key);
        if (waitMs > 0) return refuse('ACCOUNT_LOCKED', undefined, waitMs);
        const right = await verify();
        await (right ? limiter.reset(key) : limiter.take(key));
        return ok(right);
      });
    },
  };
}

/** Hashed: names that people typed do not belong into Redis. */
function keyOf({ username, deviceId, knownDevice }: SignInAttempt): string {
  return createHash('sha256')
    .update(JSON.stringify(knownDevice ? [username, deviceId] : [username]))
    .digest('base64url');
}
