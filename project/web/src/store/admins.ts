import type { Id } from '@godwit/shared/ids/id';
import type { Database } from './database.js';
import type { SessionState } from './sessions.js';

/** How an admin's session stands; undefined: he is none now, whatever his token or an earlier call said. */
export async function adminSession(db: Database, sessionId: Id, userId: Id): Promise<SessionState | undefined> {
  const [row] = await db.query<{ revoked: boolean | null }>(
    `SELECT s.revoked_at IS NOT NULL AS revoked
     FROM admin a JOIN users u ON u.id = a.user_id AND u.deleted = 0
     JOIN user_session s ON s.id = $1 AND s.user_id = a.user_id AND s.expires_at > now() AND s.deleted = 0
     WHERE a.user_id = $2 AND a.deleted = 0`,
    [sessionId, userId],
  );
  if (row === undefined) return undefined;
  return { at: row.revoked === true ? 'revoked' : 'valid' };
}
