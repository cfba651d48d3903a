import type { Id } from '@godwit/shared/ids/id';
import type { LoginSession } from '@godwit/shared/rest/auth';
import type { Database } from './database.js';
import { epochMs } from './epoch-ms.js';

const MAX_LISTED = 100;
/** A lost answer or a second tab may present the token before last for this long (S5). */
const REUSE_GRACE = `interval '10 seconds'`;

export interface NewSession {
  id: Id;
  userId: Id;
  deviceId: string;
  platform: string;
  ip: string;
  refreshHash: string;
  refreshTtlMs: number;
}

/** Which devices stay signed in when another signs in: all, those of other platforms, or none (F-16). */
export type LoginPolicy = 'all' | 'one-per-platform' | 'one';

/** Signs the device in; returns the ids of the sessions that end with it, revoked in the same transaction. A device has one session. */
export function insertSession(db: Database, session: NewSession, policy: LoginPolicy): Promise<Id[]> {
  return db.transaction(async (query) => {
    await query(`SELECT id FROM users WHERE id = $1 FOR NO KEY UPDATE`, [session.userId]); // two sign-ins at once must see each other
    const replaced = await query<{ id: Id }>(
      `UPDATE user_session SET revoked_at = now(), updated_at = now()
       WHERE user_id = $1 AND revoked_at IS NULL
         AND (device_id = $2 OR $4 = 'one' OR ($4 = 'one-per-platform' AND platform = $3)) RETURNING id`,
      [session.userId, session.deviceId, session.platform, policy],
    );
    await query(
      `INSERT INTO user_session (id, user_id, device_id, platform, ip, refresh_hash, expires_at)
       VALUES ($1, $2, $3, $4, $5, $6, now() + $7 * interval '1 millisecond')`,
      [session.id, session.userId, session.deviceId, session.platform, session.ip, session.refreshHash, session.refreshTtlMs],
    );
    return replaced.map((row) => row.id);
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
  { at: 'rotated' | 'grace'; owner: SessionOwner } | { at: 'reused'; owner: SessionOwner } | { at: 'revoked' } | { at: 'gone' };

export interface RotationRequest {
  sessionId: Id;
  presentedHash: string;
  nextHash: string;
  refreshTtlMs: number;
}

const OWNER = `user_id AS "userId", device_id AS "deviceId", platform`;

/** Replaces the presented token by the next one; of two at once one rotates and the other finds itself in the grace. */
export async function rotateRefresh(db: Database, request: RotationRequest): Promise<Rotation> {
  const [owner] = await db.query<SessionOwner>(
    `UPDATE user_session SET previous_refresh_hash = refresh_hash, refresh_hash = $3, rotated_at = now(),
            expires_at = now() + $4 * interval '1 millisecond', last_active_at = now(), updated_at = now()
     WHERE id = $1 AND refresh_hash = $2 AND revoked_at IS NULL AND expires_at > now() AND deleted = 0
       AND EXISTS (SELECT FROM users u WHERE u.id = user_id AND u.deleted = 0)
     RETURNING ${OWNER}`,
    [request.sessionId, request.presentedHash, request.nextHash, request.refreshTtlMs],
  );
  return owner === undefined ? classifyStale(db, request) : { at: 'rotated', owner };
}

async function classifyStale(db: Database, { sessionId, presentedHash, nextHash }: RotationRequest): Promise<Rotation> {
  const [row] = await db.query<SessionOwner & { revoked: boolean; current: boolean; grace: boolean }>(
    `SELECT ${OWNER}, s.revoked_at IS NOT NULL AS revoked, s.refresh_hash = $2 AS current,
            s.previous_refresh_hash = $2 AND s.refresh_hash = $3 AND s.rotated_at > now() - ${REUSE_GRACE} AS grace
     FROM user_session s JOIN users u ON u.id = s.user_id
     WHERE s.id = $1 AND s.expires_at > now() AND s.deleted = 0 AND u.deleted = 0`,
    [sessionId, presentedHash, nextHash],
  );
  if (row === undefined) return { at: 'gone' };
  if (row.revoked) return { at: 'revoked' };
  if (row.current) return { at: 'gone' };
  const owner = { userId: row.userId, deviceId: row.deviceId, platform: row.platform };
  return { at: row.grace ? 'grace' : 'reused', owner };
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

/** The newest first, signed-in devices only. */
export function listSessions(db: Database, userId: Id, currentId: Id): Promise<LoginSession[]> {
  return db.query<LoginSession>(
    `SELECT id, device_id AS "deviceId", platform, ip, id = $2 AS current,
            ${epochMs('created_at')} AS "createdAt", ${epochMs('last_active_at')} AS "lastActiveAt"
     FROM user_session WHERE user_id = $1 AND revoked_at IS NULL AND expires_at > now() AND deleted = 0
     ORDER BY last_active_at DESC, id DESC LIMIT ${String(MAX_LISTED)}`,
    [userId, currentId],
  );
}
