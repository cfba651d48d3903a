import type { Id } from '@godwit/shared/ids/id';
import type { LoginSession } from '@godwit/shared/rest/auth';
import { STANDING_BAN, type StandingBan, standingBan } from './bans.js';
import type { Database, Query } from './database.js';
import { epochMs } from './epoch-ms.js';

const MAX_LISTED = 100;
/** A lost answer or a second tab may present the token before last for this long (S5). */
const REUSE_GRACE = `interval '10 seconds'`;

export interface NewSession {
  id: Id;
  userId: Id;
  deviceId: string;
  deviceName: string;
  platform: string;
  ip: string;
  refreshHash: string;
  refreshTtlMs: number;
  /** What the password was compared with. */
  passwordHash: string;
}

/** Which devices stay signed in when another signs in: all, those of other platforms, or none (F-16). */
export type LoginPolicy = 'all' | 'one-per-platform' | 'one';

/** replaced: the sessions that end with it, revoked in the same transaction. stale: the password was changed or the account deleted since it was compared. */
export type SignedIn = { at: 'signed-in'; replaced: Id[] } | { at: 'banned'; ban: StandingBan } | { at: 'stale' };

/** Signs the device in; a device has one session. */
export function insertSession(db: Database, session: NewSession, policy: LoginPolicy): Promise<SignedIn> {
  return db.transaction(async (query) => {
    // also makes two sign-ins at once see each other, and a ban
    const [account] = await query<{ passwordHash: string }>(
      `SELECT password_hash AS "passwordHash" FROM users WHERE id = $1 AND deleted = 0 FOR NO KEY UPDATE`,
      [session.userId],
    );
    if (account?.passwordHash !== session.passwordHash) return { at: 'stale' };
    // behind the lock in one statement: a sign-in costs no round trip more for bans
    const [found] = await query<{ ban: StandingBan | null; replaced: Id[] }>(
      `WITH ban AS MATERIALIZED (${STANDING_BAN}), replaced AS (
         UPDATE user_session SET revoked_at = now(), updated_at = now()
         WHERE user_id = $1 AND revoked_at IS NULL AND NOT EXISTS (SELECT FROM ban)
           AND (device_id = $2 OR $4 = 'one' OR ($4 = 'one-per-platform' AND platform = $3)) RETURNING id
       )
       SELECT (SELECT row_to_json(ban) FROM ban) AS ban, ARRAY (SELECT id::text FROM replaced) AS replaced`,
      [session.userId, session.deviceId, session.platform, policy],
    );
    const { ban = null, replaced = [] } = found ?? {};
    if (ban !== null) return { at: 'banned', ban };
    await query(
      `INSERT INTO user_session (id, user_id, device_id, device_name, platform, ip, refresh_hash, expires_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, now() + $8 * interval '1 millisecond')`,
      [
        session.id,
        session.userId,
        session.deviceId,
        session.deviceName,
        session.platform,
        session.ip,
        session.refreshHash,
        session.refreshTtlMs,
      ],
    );
    return { at: 'signed-in', replaced };
  });
}

export type SessionState = { at: 'valid' } | { at: 'revoked' } | { at: 'gone' };

/** PostgreSQL is the truth about a session (C30); asked on every authenticated call, so that a revocation holds at once. */
export async function sessionState(db: Database, sessionId: Id, userId: Id): Promise<SessionState> {
  const [row] = await db.query<{ revoked: boolean }>(
    `SELECT s.revoked_at IS NOT NULL AS revoked FROM user_session s JOIN users u ON u.id = s.user_id
     WHERE s.id = $1 AND s.user_id = $2 AND s.expires_at > now() AND s.deleted = 0 AND u.deleted = 0`,
    [sessionId, userId],
  );
  if (row === undefined) return { at: 'gone' };
  return row.revoked ? { at: 'revoked' } : { at: 'valid' };
}

export interface SessionOwner {
  userId: Id;
  deviceId: string;
  platform: string;
}

/** What became of a refresh token whose signature is ours. */
export type Rotation =
  | { at: 'rotated' | 'grace'; owner: SessionOwner; currentHash: string }
  | { at: 'reused'; owner: SessionOwner }
  | { at: 'revoked' }
  /** Revoked, and its user is banned. */
  | { at: 'banned'; ban: StandingBan }
  | { at: 'gone' };

export interface RotationRequest {
  sessionId: Id;
  presentedHash: string;
  /** The first is stored; in the grace any of them may have been. */
  nextHashes: readonly string[];
  refreshTtlMs: number;
}

const OWNER = `user_id AS "userId", device_id AS "deviceId", platform`;

/** Replaces the presented token by the next one; of two at once one rotates and the other finds itself in the grace. */
export async function rotateRefresh(db: Database, request: RotationRequest): Promise<Rotation> {
  const [next = ''] = request.nextHashes;
  const [owner] = await db.query<SessionOwner>(
    `UPDATE user_session SET previous_refresh_hash = refresh_hash, refresh_hash = $3, rotated_at = now(),
            expires_at = now() + $4 * interval '1 millisecond', last_active_at = now(), updated_at = now()
     WHERE id = $1 AND refresh_hash = $2 AND revoked_at IS NULL AND expires_at > now() AND deleted = 0
       AND EXISTS (SELECT FROM users u WHERE u.id = user_id AND u.deleted = 0)
     RETURNING ${OWNER}`,
    [request.sessionId, request.presentedHash, next, request.refreshTtlMs],
  );
  return owner === undefined ? classifyStale(db, request) : { at: 'rotated', owner, currentHash: next };
}

async function classifyStale(db: Database, { sessionId, presentedHash, nextHashes }: RotationRequest): Promise<Rotation> {
  const [row] = await db.query<SessionOwner & { revoked: boolean; current: boolean; grace: boolean; currentHash: string }>(
    `SELECT ${OWNER}, s.revoked_at IS NOT NULL AS revoked, s.refresh_hash = $2 AS current, s.refresh_hash AS "currentHash",
            s.previous_refresh_hash = $2 AND s.refresh_hash = ANY ($3) AND s.rotated_at > now() - ${REUSE_GRACE} AS grace
     FROM user_session s JOIN users u ON u.id = s.user_id
     WHERE s.id = $1 AND s.expires_at > now() AND s.deleted = 0 AND u.deleted = 0`,
    [sessionId, presentedHash, nextHashes],
  );
  if (row === undefined) return { at: 'gone' };
  if (row.revoked) {
    const ban = await standingBan(db.query, row.userId);
    return ban === undefined ? { at: 'revoked' } : { at: 'banned', ban };
  }
  if (row.current) return { at: 'gone' };
  const owner = { userId: row.userId, deviceId: row.deviceId, platform: row.platform };
  return row.grace ? { at: 'grace', owner, currentHash: row.currentHash } : { at: 'reused', owner };
}

/** False when it was revoked already or is not this user's. */
export async function revokeSession(db: Database, sessionId: Id, userId: Id): Promise<boolean> {
  const rows = await db.query(
    `UPDATE user_session SET revoked_at = now(), updated_at = now()
     WHERE id = $1 AND user_id = $2 AND revoked_at IS NULL RETURNING id`,
    [sessionId, userId],
  );
  return rows.length === 1;
}

/** Every session but one; a sign-in at the same time is either among them or began after. */
export const revokeOthers = (db: Database, userId: Id, keptId: Id): Promise<Id[]> =>
  db.transaction(async (query) => {
    await query(`SELECT id FROM users WHERE id = $1 FOR NO KEY UPDATE`, [userId]);
    return revokeAllBut(query, userId, keptId);
  });

export interface NewPassword {
  userId: Id;
  /** Stays signed in. */
  sessionId: Id;
  oldHash: string;
  newHash: string;
}

/** The sessions that ended with the old password. undefined: another change, or the end of the account or of this session, came first. */
export function changePassword(db: Database, { userId, sessionId, oldHash, newHash }: NewPassword): Promise<Id[] | undefined> {
  return db.transaction(async (query) => {
    const changed = await query(
      `UPDATE users SET password_hash = $3, updated_at = now() WHERE id = $1 AND password_hash = $2 AND deleted = 0
         AND EXISTS (SELECT FROM user_session s WHERE s.id = $4 AND s.user_id = $1 AND s.revoked_at IS NULL) RETURNING id`,
      [userId, oldHash, newHash, sessionId],
    );
    return changed.length === 0 ? undefined : revokeAllBut(query, userId, sessionId);
  });
}

async function revokeAllBut(query: Query, userId: Id, keptId: Id): Promise<Id[]> {
  const revoked = await query<{ id: Id }>(
    `UPDATE user_session SET revoked_at = now(), updated_at = now()
     WHERE user_id = $1 AND id <> $2 AND revoked_at IS NULL RETURNING id`,
    [userId, keptId],
  );
  return revoked.map((row) => row.id);
}

export const openSessionIds = async (db: Database, userId: Id): Promise<Id[]> =>
  (await db.query<{ id: Id }>(`SELECT id FROM user_session WHERE user_id = $1 AND revoked_at IS NULL`, [userId])).map((row) => row.id);

/** The newest first, signed-in devices only. */
export function listSessions(db: Database, userId: Id, currentId: Id): Promise<LoginSession[]> {
  return db.query<LoginSession>(
    `SELECT id, device_id AS "deviceId", device_name AS "deviceName", platform, ip, id = $2 AS current,
            ${epochMs('created_at')} AS "createdAt", ${epochMs('last_active_at')} AS "lastActiveAt"
     FROM user_session WHERE user_id = $1 AND revoked_at IS NULL AND expires_at > now() AND deleted = 0
     ORDER BY last_active_at DESC, id DESC LIMIT ${String(MAX_LISTED)}`,
    [userId, currentId],
  );
}
