import type pg from 'pg';
import type { Id } from '@godwit/shared/ids/id';
import { avatarFile } from '@godwit/shared/rest/avatar-file';
import { FILE_KINDS } from '@godwit/shared/rest/files';

/**
 * Marks a complete avatar of the user as that of a group; false: he has no such file, or something else has it. The time of its next look
 * moves too: a clean-up that judges it at this moment, by what was committed before, leaves it alone (web/src/store/files.ts).
 */
export async function takeAvatar(
  client: pg.ClientBase,
  { fileId, userId, of }: { readonly fileId: Id; readonly userId: Id; readonly of: Id },
): Promise<boolean> {
  const { rowCount } = await client.query(
    `UPDATE file SET avatar_of = $3, check_at = greatest(check_at, now() + interval '1 hour'), updated_at = now()
     WHERE id = $1 AND user_id = $2 AND kind = $4 AND avatar_of IN (0, $3) AND ready = 1 AND deleted = 0`,
    [fileId, userId, of, FILE_KINDS.indexOf('avatar')],
  );
  return rowCount === 1;
}

/** The clean-up looks within the hour at the file that was this avatar; of a URL there is none. */
export async function giveUpAvatar(client: pg.ClientBase, avatar: string): Promise<void> {
  const fileId = avatarFile(avatar);
  if (fileId === undefined) return;
  await client.query(`UPDATE file SET check_at = least(check_at, now() + interval '1 hour') WHERE id = $1`, [fileId]);
}
