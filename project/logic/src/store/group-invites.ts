import type pg from 'pg';
import type { Id } from '@godwit/shared/ids/id';
import type { InviteLink } from '@godwit/shared/rest/groups';

export interface NewInvite {
  readonly id: Id;
  readonly groupId: Id;
  readonly creatorId: Id;
  readonly code: string;
  readonly maxUses: number;
  readonly hours: number;
}

const COLUMNS = `id, code, user_id AS "creatorId", max_uses AS "maxUses", uses,
  floor(date_part('epoch', expires_at) * 1000) AS "expiresAt", floor(date_part('epoch', created_at) * 1000) AS "createdAt"`;

const USABLE = `revoked_at IS NULL AND expires_at > now() AND (max_uses = 0 OR uses < max_uses) AND deleted = 0`;

export async function insertInvite(client: pg.ClientBase, invite: NewInvite): Promise<InviteLink> {
  const { id, groupId, creatorId, code, maxUses, hours } = invite;
  const { rows } = await client.query<InviteLink>(
    `INSERT INTO group_invite (id, conversation_id, user_id, code, max_uses, expires_at)
     VALUES ($1, $2, $3, $4, $5, now() + $6 * interval '1 hour') RETURNING ${COLUMNS}`,
    [id, groupId, creatorId, code, maxUses, hours],
  );
  return rows[0]!;
}

/** Those that still let somebody in, newest first. */
export async function listInvites(client: pg.ClientBase | pg.Pool, groupId: Id): Promise<InviteLink[]> {
  const { rows } = await client.query<InviteLink>(
    `SELECT ${COLUMNS} FROM group_invite WHERE conversation_id = $1 AND ${USABLE} ORDER BY created_at DESC, id DESC`,
    [groupId],
  );
  return rows;
}

/** False: no such link of this group. Repeating changes nothing. */
export async function revokeInvite(client: pg.ClientBase, groupId: Id, id: Id): Promise<boolean> {
  const { rowCount } = await client.query(
    `UPDATE group_invite SET revoked_at = coalesce(revoked_at, now()), updated_at = now() WHERE id = $1 AND conversation_id = $2 AND deleted = 0`,
    [id, groupId],
  );
  return rowCount === 1;
}

/** Which group a code leads to; whether it still does is decided under the lock of the group. */
export async function groupOfCode(pool: pg.Pool, code: string): Promise<Id | undefined> {
  const { rows } = await pool.query<{ id: Id }>(`SELECT conversation_id AS id FROM group_invite WHERE code = $1 AND deleted = 0`, [code]);
  return rows[0]?.id;
}

/** Takes one use. False: expired, revoked or used up. */
export async function useInvite(client: pg.ClientBase, code: string): Promise<boolean> {
  const { rowCount } = await client.query(`UPDATE group_invite SET uses = uses + 1, updated_at = now() WHERE code = $1 AND ${USABLE}`, [
    code,
  ]);
  return rowCount === 1;
}
