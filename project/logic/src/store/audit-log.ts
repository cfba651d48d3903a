import type pg from 'pg';
import type { Id } from '@godwit/shared/ids/id';

/** Who acts, in answer to which request of REST. */
export interface Actor {
  readonly adminId: Id;
  readonly requestId: string;
  readonly ip: string;
}

export interface AdminAction {
  readonly action: 'group.dismiss' | 'report.read' | 'report.resolve' | 'message.recall';
  readonly objectKind: 'group' | 'report' | 'message';
  readonly objectId: string;
  readonly reason: string;
}

/** Web has asked too, but a moment ago: in the transaction of an action it decides. Whoever takes the right away waits for that to end. */
export async function isAdmin(client: pg.ClientBase, userId: Id): Promise<boolean> {
  const { rowCount } = await client.query(`SELECT FROM admin WHERE user_id = $1 AND deleted = 0 FOR SHARE`, [userId]);
  return rowCount === 1;
}

/** In the transaction that does it. */
export async function recordAction(client: pg.ClientBase, rowId: Id, { adminId, requestId, ip }: Actor, done: AdminAction): Promise<void> {
  await client.query(
    `INSERT INTO audit_log (id, admin_id, action, object_kind, object_id, reason, request_id, ip) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [rowId, adminId, done.action, done.objectKind, done.objectId, done.reason, requestId, ip],
  );
}
