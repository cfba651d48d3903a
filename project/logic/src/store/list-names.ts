import type pg from 'pg';
import type { Id } from '@godwit/shared/ids/id';
import type { GroupName } from '@godwit/shared/rest/groups';
import { idArray } from './array-parameter.js';

const STATEMENT = `
SELECT m.user_id AS "userId", CASE WHEN u.deleted = 1 THEN '' ELSE u.username END AS username, u.nickname, m.nickname AS "groupNickname"
FROM conversation_member m JOIN users u ON u.id = m.user_id
WHERE m.conversation_id = $1 AND m.user_id = ANY($2::bigint[])`;

/** Of those who are or were members, in no order; a deleted account has no names. */
export async function listNameRows(pool: pg.Pool, groupId: Id, userIds: readonly Id[]): Promise<GroupName[]> {
  const values = [groupId, idArray(userIds, (id) => id)];
  const { rows } = await pool.query<GroupName>({ name: 'list-names', text: STATEMENT, values });
  return rows;
}
