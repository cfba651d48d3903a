import type pg from 'pg';
import type { Id } from '@godwit/shared/ids/id';
import { fileVisible } from './file-visible-sql.js';

/** Avatars are for everybody as long as the user or group has them; what an open report shows is for admins too. */
const STATEMENT = `
SELECT FROM file f
WHERE f.id = $1 AND f.ready = 1 AND f.deleted = 0 AND (
  f.user_id = $2
  OR EXISTS (SELECT FROM users WHERE id = f.avatar_of AND avatar = 'file:' || f.id AND deleted = 0)
  OR EXISTS (SELECT FROM conversation WHERE id = f.avatar_of AND avatar = 'file:' || f.id AND deleted = 0)
  OR ${fileVisible('$1', '$2')}
  OR EXISTS (SELECT FROM report_file r JOIN admin a ON a.user_id = $2 AND a.deleted = 0 WHERE r.file_id = f.id AND r.deleted = 0)
)`;

export async function mayHaveFile(pool: pg.Pool, userId: Id, fileId: Id): Promise<boolean> {
  return (await pool.query({ name: 'may-have-file', text: STATEMENT, values: [fileId, userId] })).rowCount === 1;
}
