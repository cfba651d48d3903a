import type { Id } from '@godwit/shared/ids/id';
import type { BlockChanges, BlockedUser } from '@godwit/shared/rest/blocks';
import type { Database } from './database.js';
import { epochMs } from './epoch-ms.js';
import { type ListQuery, readList } from './read-list.js';

const MAX_LISTED = 5_000;

const BLOCKS: ListQuery = {
  column: 'block_version',
  max: MAX_LISTED,
  rows: `
    SELECT u.id AS key, b.deleted = 1 OR u.deleted = 1 AS gone, u.id AS "userId", u.username, u.nickname, u.avatar,
           ${epochMs('b.created_at')} AS "createdAt"
    FROM user_block b JOIN users u ON u.id = b.blocked_id
    WHERE b.user_id = $1 AND CASE WHEN me."full" THEN b.deleted = 0 AND u.deleted = 0 ELSE b.version > $2 OR u.shown_at > me.shown_since END
    ORDER BY b.created_at DESC, b.id DESC`,
};

/** The newest first. */
export async function readBlocks(db: Database, userId: Id, since: string): Promise<BlockChanges> {
  const { items, ...changes } = await readList<BlockedUser>(db, BLOCKS, userId, since);
  return { ...changes, blocks: items };
}
