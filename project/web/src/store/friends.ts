import type { Id } from '@godwit/shared/ids/id';
import type { Friend } from '@godwit/shared/rest/friends';
import type { Database } from './database.js';
import { epochMs } from './epoch-ms.js';

const MAX_LISTED = 5_000;

export function listFriends(db: Database, userId: Id): Promise<Friend[]> {
  return db.query<Friend>(
    `SELECT f.id, f.user_id AS "userId", f.friend_id AS "friendId", u.username, u.nickname, u.avatar, u.signature, f.remark,
            ${epochMs('f.created_at')} AS "createdAt"
     FROM friend f JOIN users u ON u.id = f.friend_id
     WHERE f.user_id = $1 AND f.deleted = 0 AND u.deleted = 0 ORDER BY u.nickname, u.username LIMIT ${String(MAX_LISTED)}`,
    [userId],
  );
}
