import type pg from 'pg';
import type { Id } from '@godwit/shared/ids/id';
import type { ApplicationCounts, ApplicationList, GroupApplication } from '@godwit/shared/rest/groups';
import { idArray } from './array-parameter.js';

/** group_application.status. */
export const APPLICATION = { pending: 0, accepted: 1, rejected: 2 } as const;

const MAX_LISTED = 100;

export interface ApplicationRow {
  readonly userId: Id;
  readonly status: number;
}

/** False: one waits already. */
export async function insertApplication(
  client: pg.ClientBase,
  application: { readonly id: Id; readonly groupId: Id; readonly userId: Id; readonly message: string },
): Promise<boolean> {
  const { id, groupId, userId, message } = application;
  const { rowCount } = await client.query(
    `INSERT INTO group_application (id, conversation_id, user_id, message) VALUES ($1, $2, $3, $4)
     ON CONFLICT (conversation_id, user_id) WHERE status = 0 DO NOTHING`,
    [id, groupId, userId, message],
  );
  return rowCount === 1;
}

export async function readApplication(client: pg.ClientBase, groupId: Id, id: Id): Promise<ApplicationRow | undefined> {
  const { rows } = await client.query<ApplicationRow>(
    `SELECT user_id AS "userId", status FROM group_application WHERE id = $1 AND conversation_id = $2 AND deleted = 0`,
    [id, groupId],
  );
  return rows[0];
}

/** Decides what these people have asked for, if they have. */
export async function settleApplications(
  client: pg.ClientBase,
  groupId: Id,
  { userIds, status, handlerId }: { readonly userIds: readonly Id[]; readonly status: number; readonly handlerId: Id },
): Promise<void> {
  await client.query(
    `UPDATE group_application SET status = $3, handler_id = $4, handled_at = now(), updated_at = now()
     WHERE conversation_id = $1 AND user_id = ANY ($2::bigint[]) AND status = $5`,
    [groupId, idArray(userIds, (id) => id), status, handlerId, APPLICATION.pending],
  );
}

export async function listPending(pool: pg.Pool, groupId: Id): Promise<ApplicationList> {
  const { rows } = await pool.query<GroupApplication & { pending: number }>(
    `SELECT a.id, a.user_id AS "userId", u.username, u.nickname, u.avatar, a.message,
       floor(date_part('epoch', a.created_at) * 1000) AS "createdAt", count(*) OVER ()::int AS pending
     FROM group_application a JOIN users u ON u.id = a.user_id
     WHERE a.conversation_id = $1 AND a.status = $2 AND a.deleted = 0 ORDER BY a.created_at, a.id LIMIT $3`,
    [groupId, APPLICATION.pending, MAX_LISTED],
  );
  return { applications: rows.map(({ pending, ...application }) => application), pending: rows[0]?.pending ?? 0 };
}

/** By group, of those whose owner or admin the user is; groups without one are left out. */
export async function countPending(pool: pg.Pool, userId: Id): Promise<ApplicationCounts['groups']> {
  const { rows } = await pool.query<ApplicationCounts['groups'][number]>(
    `SELECT c.id AS "conversationId", count(*)::int AS pending
     FROM conversation_member m JOIN conversation c ON c.id = m.conversation_id AND c.deleted = 0 AND c.end_seq = 0
     JOIN group_application a ON a.conversation_id = c.id AND a.status = $2 AND a.deleted = 0
     WHERE m.user_id = $1 AND m.role > 0 AND m.max_seq = 0 AND m.deleted = 0 GROUP BY c.id ORDER BY c.id`,
    [userId, APPLICATION.pending],
  );
  return rows;
}
