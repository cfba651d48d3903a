import type pg from 'pg';
import type { Id } from '@godwit/shared/ids/id';
import { idArray } from './array-parameter.js';

/** Somebody who wants to know whether somebody else is online. */
export interface Watch {
  readonly watcherId: Id;
  readonly userId: Id;
}

/** Friends of each other who have not blocked each other, and only those who show their presence. */
const STATEMENT = `
SELECT w.watcher AS "watcherId", w.watched AS "userId"
FROM unnest($1::bigint[], $2::bigint[]) AS w(watcher, watched)
JOIN users u ON u.id = w.watched AND u.deleted = 0 AND u.show_presence = 1
WHERE (SELECT count(*) FROM friend f
       WHERE f.deleted = 0 AND ((f.user_id = w.watcher AND f.friend_id = w.watched) OR (f.user_id = w.watched AND f.friend_id = w.watcher))) = 2
  AND NOT EXISTS (SELECT FROM user_block b
       WHERE b.deleted = 0 AND ((b.user_id = w.watcher AND b.blocked_id = w.watched) OR (b.user_id = w.watched AND b.blocked_id = w.watcher)))`;

/** Those of the wishes that may be granted now. */
export async function loadWatchable(pool: pg.Pool, wishes: readonly Watch[]): Promise<Watch[]> {
  if (wishes.length === 0) return [];
  const values = [idArray(wishes, (w) => w.watcherId), idArray(wishes, (w) => w.userId)];
  const { rows } = await pool.query<Watch>({ name: 'load-watchable', text: STATEMENT, values });
  return rows;
}
