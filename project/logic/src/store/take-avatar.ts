import type pg from 'pg';
import type { Id } from '@godwit/shared/ids/id';
import { FILE_KINDS } from '@godwit/shared/rest/files';

/** Marks a complete avatar of the user as that of a group; false: he has no such file, or something else has it. */
export async function takeAvatar(
  client: pg.ClientBase,
  { fileId, userId, of }: { readonly fileId: Id; readonly userId: Id; readonly of: Id },
): Promise<boolean> {
  const { rowCount } = await client.query(
    `UPDATE file SET avatar_of = $3, updated_at = now() WHERE id = $1 AND user_id = $2 AND kind = $4 AND avatar_of IN (0, $3) AND ready = 1 AND deleted = 0`,
    [fileId, userId, of, FILE_KINDS.indexOf('avatar')],
  );
  return rowCount === 1;
}
