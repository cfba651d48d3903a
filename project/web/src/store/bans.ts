import type { Id } from '@godwit/shared/ids/id';
import { epochMs } from './epoch-ms.js';
import type { Query } from './database.js';

/** What a banned user is told. */
export interface StandingBan {
  /** Ms since 1970; 0 = for ever. */
  readonly until: number;
  readonly reason: string;
}

/** `ban`: user_ban under another name. One that is over or lifted does not stand. */
export const stands = (ban: string): string => `${ban}.deleted = 0 AND ${ban}.banned_until > now()`;

export const bannedUntil = (ban: string): string =>
  `CASE WHEN ${ban}.banned_until = 'infinity' THEN 0 ELSE ${epochMs(`${ban}.banned_until`)} END`;

/** Of user $1: one row, or none. */
export const STANDING_BAN = `SELECT ${bannedUntil('b')} AS until, b.reason FROM user_ban b WHERE b.user_id = $1 AND ${stands('b')}`;

/** undefined: he is not banned now. */
export async function standingBan(query: Query, userId: Id): Promise<StandingBan | undefined> {
  return (await query<StandingBan>(STANDING_BAN, [userId]))[0];
}
