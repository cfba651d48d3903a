import type { Id } from '@godwit/shared/ids/id';
import type { BlockedUser } from '@godwit/shared/rest/blocks';
import type { Database } from './database.js';
import { epochMs } from './epoch-ms.js';

const MAX_LISTED = 5_000;

export function listBlockedUsers(db: Database, userId: Id): Promise<BlockedUser[]> {
  return db.query<BlockedUser>(
    `SELECT u.id AS "userId", u.username, u.nickname, u.avatar, ${epochMs('b.created_at')} AS "createdAt"
     FROM user_block b JOIN users u ON u.id = b.blocked_id
     WHERE b.user_id = $1 AND b.deleted = 0 AND u.deleted = 0 ORDER BY b.created_at DESC, b.id DESC LIMIT ${String(MAX_LISTED)}`,
    [userId],
  );
}
