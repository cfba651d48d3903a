// What admins see of accounts and do to them. Every change locks the row of the user, which a sign-in does too, and is recorded with it.
import type { Id } from '@godwit/shared/ids/id';
import type { AdminUser, AdminUserDetails } from '@godwit/shared/rest/admin';
import { type AdminAction, recordAction } from './audit-log.js';
import { bannedUntil, stands } from './bans.js';
import type { Database, Query } from './database.js';
import { epochMs } from './epoch-ms.js';
import { likePattern } from './like-pattern.js';

const MAX_SESSIONS = 100;

const COLUMNS = `u.id AS "userId", u.username, u.nickname, u.avatar, u.signature, ${epochMs('u.created_at')} AS "createdAt",
  EXISTS (SELECT FROM admin a WHERE a.user_id = u.id AND a.deleted = 0) AS admin,
  CASE WHEN b.id IS NULL THEN NULL ELSE json_build_object('until', ${bannedUntil('b')}, 'reason', b.reason,
    'since', ${epochMs('b.created_at')}, 'adminId', b.admin_id::text) END AS ban`;
const FROM = `users u LEFT JOIN user_ban b ON b.user_id = u.id AND ${stands('b')}`;

export interface UsersFilter {
  readonly search: string;
  readonly before: Id | undefined;
  readonly limit: number;
}

/** The newest first. */
export function listUsers(db: Database, { search, before, limit }: UsersFilter): Promise<AdminUser[]> {
  return db.query<AdminUser>(
    `SELECT ${COLUMNS} FROM ${FROM}
     WHERE u.deleted = 0 AND ($2::bigint IS NULL OR u.id < $2)
       AND ($1 = '' OR u.username LIKE lower($3) OR u.nickname ILIKE $3 OR u.id::text = $1)
     ORDER BY u.id DESC LIMIT $4`,
    [search, before, likePattern(search), limit],
  );
}

export async function findUserDetails(db: Database, userId: Id): Promise<AdminUserDetails | undefined> {
  const [user] = await db.query<Omit<AdminUserDetails, 'sessions'>>(`SELECT ${COLUMNS} FROM ${FROM} WHERE u.id = $1 AND u.deleted = 0`, [
    userId,
  ]);
  if (user === undefined) return undefined;
  const sessions = await db.query<AdminUserDetails['sessions'][number]>(
    `SELECT id, device_id AS "deviceId", device_name AS "deviceName", platform, ip,
            ${epochMs('created_at')} AS "createdAt", ${epochMs('last_active_at')} AS "lastActiveAt"
     FROM user_session WHERE user_id = $1 AND revoked_at IS NULL AND expires_at > now() AND deleted = 0
     ORDER BY last_active_at DESC, id DESC LIMIT ${String(MAX_SESSIONS)}`,
    [userId],
  );
  return { ...user, sessions };
}

export interface NewBan {
  /** Of the row. */
  readonly id: Id;
  readonly userId: Id;
  /** Ms since 1970; undefined = for ever. */
  readonly until: number | undefined;
  readonly reason: string;
}

/** revoked: the sessions that ended with it. */
export type Banned = { at: 'banned'; revoked: Id[] } | { at: 'admin' } | { at: 'no-such-user' };

/** In place of an earlier ban. Whoever signs in at the same time is either signed out by it or refused (C30). */
export function banUser(db: Database, ban: NewBan, action: AdminAction): Promise<Banned> {
  return db.transaction(async (query) => {
    if (!(await lockUser(query, ban.userId))) return { at: 'no-such-user' };
    const [admin] = await query(`SELECT id FROM admin WHERE user_id = $1 AND deleted = 0`, [ban.userId]);
    if (admin !== undefined) return { at: 'admin' };
    await query(
      `INSERT INTO user_ban (id, user_id, admin_id, reason, banned_until)
       VALUES ($1, $2, $3, $4, coalesce(to_timestamp($5::float8 / 1000), 'infinity'))
       ON CONFLICT (user_id) DO UPDATE SET admin_id = EXCLUDED.admin_id, reason = EXCLUDED.reason, banned_until = EXCLUDED.banned_until,
         created_at = now(), updated_at = now(), deleted = 0`,
      [ban.id, ban.userId, action.adminId, ban.reason, ban.until],
    );
    const revoked = await revokeAll(query, ban.userId);
    await recordAction(query, action);
    return { at: 'banned', revoked };
  });
}

/** False: he is not banned now. */
export function unbanUser(db: Database, userId: Id, action: AdminAction): Promise<boolean> {
  return db.transaction(async (query) => {
    if (!(await lockUser(query, userId))) return false;
    const lifted = await query(
      `UPDATE user_ban b SET deleted = 1, updated_at = now() WHERE b.user_id = $1 AND ${stands('b')} RETURNING b.id`,
      [userId],
    );
    if (lifted.length > 0) await recordAction(query, action);
    return lifted.length > 0;
  });
}

/** The sessions that ended; undefined: no such user. */
export function logoutUser(db: Database, userId: Id, action: AdminAction): Promise<Id[] | undefined> {
  return db.transaction(async (query) => {
    if (!(await lockUser(query, userId))) return undefined;
    const revoked = await revokeAll(query, userId);
    await recordAction(query, action);
    return revoked;
  });
}

async function lockUser(query: Query, userId: Id): Promise<boolean> {
  return (await query(`SELECT id FROM users WHERE id = $1 AND deleted = 0 FOR NO KEY UPDATE`, [userId])).length === 1;
}

async function revokeAll(query: Query, userId: Id): Promise<Id[]> {
  const revoked = await query<{ id: Id }>(
    `UPDATE user_session SET revoked_at = now(), updated_at = now() WHERE user_id = $1 AND revoked_at IS NULL RETURNING id`,
    [userId],
  );
  return revoked.map((row) => row.id);
}
