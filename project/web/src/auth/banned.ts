import { type Outcome, refuse } from '@godwit/shared/outcome';
import type { StandingBan } from '../store/bans.js';

/** Only for who has proven that the account is his: to others a banned account is like any other (S8). */
export function refuseBanned({ until, reason }: StandingBan, nowMs: number): Outcome<never> {
  const why = until === 0 ? reason : `until ${new Date(until).toISOString()}: ${reason}`;
  return refuse('ACCOUNT_BANNED', why, until === 0 ? undefined : Math.max(1, until - nowMs));
}
