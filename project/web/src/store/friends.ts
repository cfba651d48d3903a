import type { Id } from '@godwit/shared/ids/id';
import { compareFriends, shownName } from '@godwit/shared/rest/friend-order';
import type { Friend, FriendChanges } from '@godwit/shared/rest/friends';
import { nameIndex, type NameIndex } from '../names/name-index.js';
import type { Database } from './database.js';
import { epochMs } from './epoch-ms.js';
import { type ListQuery, readList } from './read-list.js';

const MAX_LISTED = 5_000;

const FRIENDS: ListQuery = {
  column: 'friend_version',
  max: MAX_LISTED,
  rows: `
    SELECT f.friend_id AS key, f.deleted = 1 OR u.deleted = 1 AS gone, f.id, f.user_id AS "userId", f.friend_id AS "friendId", u.username,
           u.nickname, u.avatar, u.signature, f.remark, f.starred = 1 AS starred, ${epochMs('f.created_at')} AS "createdAt"
    FROM friend f JOIN users u ON u.id = f.friend_id
    WHERE f.user_id = $1 AND CASE WHEN me."full" THEN f.deleted = 0 AND u.deleted = 0 ELSE f.version > $2 OR u.shown_at > me.shown_since END
    ORDER BY f.id`,
};

/** In the order of the index. */
export async function readFriends(db: Database, userId: Id, since: string): Promise<FriendChanges> {
  const { items, ...changes } = await readList<Omit<Friend, keyof NameIndex>>(db, FRIENDS, userId, since);
  const friends = items.map((friend) => ({ ...friend, ...nameIndex(shownName(friend)) }));
  return { ...changes, friends: friends.sort(compareFriends) };
}
