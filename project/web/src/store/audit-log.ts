import type { Id } from '@godwit/shared/ids/id';
import type { AuditEntry } from '@godwit/shared/rest/admin';
import type { Database, Query } from './database.js';
import { epochMs } from './epoch-ms.js';

/** What an admin does, as audit_log has it. */
export interface AdminAction {
  /** Of the row. */
  readonly id: Id;
  readonly adminId: Id;
  readonly action: 'user.ban' | 'user.unban' | 'user.logout' | 'broadcast';
  readonly objectKind: 'user' | 'everybody';
  readonly objectId: string;
  readonly reason: string;
  readonly requestId: string;
  readonly ip: string;
}

/** In the transaction that does it. */
export async function recordAction(query: Query, action: AdminAction): Promise<void> {
  const { id, adminId, objectKind, objectId, reason, requestId, ip } = action;
  await query(
    `INSERT INTO audit_log (id, admin_id, action, object_kind, object_id, reason, request_id, ip) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [id, adminId, action.action, objectKind, objectId, reason, requestId, ip],
  );
}

export interface AuditFilter {
  readonly adminId: Id | undefined;
  readonly objectId: string | undefined;
  readonly before: Id | undefined;
  readonly limit: number;
}

/** The newest first. */
export function listActions(db: Database, { adminId, objectId, before, limit }: AuditFilter): Promise<AuditEntry[]> {
  return db.query<AuditEntry>(
    `SELECT id, admin_id AS "adminId", action, object_kind AS "objectKind", object_id AS "objectId", reason, request_id AS "requestId", ip,
            ${epochMs('created_at')} AS at
     FROM audit_log
     WHERE ($1::bigint IS NULL OR admin_id = $1) AND ($2::text IS NULL OR object_id = $2) AND ($3::bigint IS NULL OR id < $3)
     ORDER BY id DESC LIMIT $4`,
    [adminId, objectId, before, limit],
  );
}
