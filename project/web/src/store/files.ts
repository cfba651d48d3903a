import type { Id } from '@godwit/shared/ids/id';
import { FILE_KINDS, type FileInfo, type FileKind } from '@godwit/shared/rest/files';
import type { Examined } from '../files/examine.js';
import type { Database } from './database.js';
import { epochMs } from './epoch-ms.js';
import { CHANGED_PROFILE, type ChangedProfile, changedProfile, type ChangedRow, GIVE_UP_AVATAR, NEW_VERSION } from './users.js';

/** First key of the advisory locks, one a user. */
const LOCK = 7_466_046;
export const MAX_OPEN_UPLOADS = 20;

export interface StoredFile {
  readonly fileId: Id;
  readonly kind: FileKind;
  readonly name: string;
  readonly mime: string;
  readonly size: number;
  readonly width: number;
  readonly height: number;
  readonly thumbnail: Buffer;
  /** key of an upload, key/version of a complete file. */
  readonly storageKey: string;
  readonly ready: boolean;
  readonly createdAt: number;
}

type Row = Omit<StoredFile, 'kind' | 'size' | 'ready'> & { kind: number; size: string; ready: number };

const COLUMNS = `id AS "fileId", kind, name, mime, size, width, height, thumbnail, storage_key AS "storageKey", ready, ${epochMs('created_at')} AS "createdAt"`;

const fileOf = (row: Row): StoredFile => ({ ...row, kind: FILE_KINDS[row.kind]!, size: Number(row.size), ready: row.ready === 1 });

export const infoOf = ({ fileId, kind, name, mime, size, width, height, thumbnail }: StoredFile): FileInfo => ({
  fileId,
  kind,
  name,
  mime,
  size,
  width,
  height,
  thumbnail: thumbnail.toString('base64'),
});

export interface NewFile {
  readonly fileId: Id;
  readonly userId: Id;
  readonly kind: FileKind;
  readonly name: string;
  readonly size: number;
  readonly storageKey: string;
}

export interface Quota {
  readonly userBytes: number;
  /** When an upload that was not completed is given up. */
  readonly giveUpMs: number;
}

/** The row of an upload; undefined: over the quota. Uploads of one user take turns, so that two cannot both take the last room. */
export function insertFile(db: Database, file: NewFile, { userBytes, giveUpMs }: Quota): Promise<{ createdAt: number } | undefined> {
  return db.transaction(async (query) => {
    await query(`SELECT pg_advisory_xact_lock($1::int, hashtext($2))`, [LOCK, file.userId]);
    const [row] = await query<{ createdAt: number }>(
      `INSERT INTO file (id, user_id, kind, name, size, storage_key, check_at)
       SELECT $1, $2, $3, $4, $5, $6, now() + $7 * interval '1 ms'
       FROM (SELECT count(*) FILTER (WHERE ready = 0) AS open, coalesce(sum(size), 0) AS bytes FROM file WHERE user_id = $2 AND deleted = 0) q
       WHERE q.open < $8 AND q.bytes + $5::bigint <= $9
       RETURNING ${epochMs('created_at')} AS "createdAt"`,
      [
        file.fileId,
        file.userId,
        FILE_KINDS.indexOf(file.kind),
        file.name,
        file.size,
        file.storageKey,
        giveUpMs,
        MAX_OPEN_UPLOADS,
        userBytes,
      ],
    );
    return row;
  });
}

export async function findOwnFile(db: Database, userId: Id, fileId: Id): Promise<StoredFile | undefined> {
  const [row] = await db.query<Row>(`SELECT ${COLUMNS} FROM file WHERE id = $1 AND user_id = $2 AND deleted = 0`, [fileId, userId]);
  return row === undefined ? undefined : fileOf(row);
}

/** Whoever asks for it: who may have it is logic's to say. */
export async function findReadyFile(db: Database, fileId: Id): Promise<StoredFile | undefined> {
  const [row] = await db.query<Row>(`SELECT ${COLUMNS} FROM file WHERE id = $1 AND ready = 1 AND deleted = 0`, [fileId]);
  return row === undefined ? undefined : fileOf(row);
}

/** undefined: aborted, or completed by another call. */
export async function completeFile(
  db: Database,
  { fileId, size }: Pick<StoredFile, 'fileId' | 'size'>,
  path: string,
  examined: Examined,
  graceMs: number,
): Promise<StoredFile | undefined> {
  const { mime, width, height, thumbnail, clean } = examined;
  const [row] = await db.query<Row>(
    `UPDATE file SET ready = 1, storage_key = $2, mime = $3, width = $4, height = $5, thumbnail = $6, size = $8, updated_at = now(),
            check_at = greatest(check_at, now() + $7 * interval '1 ms')
     WHERE id = $1 AND ready = 0 AND deleted = 0 RETURNING ${COLUMNS}`,
    [fileId, path, mime, width, height, thumbnail, graceMs, clean?.length ?? size],
  );
  return row === undefined ? undefined : fileOf(row);
}

/** The key of an upload that is given up; undefined: there is none. */
export async function abortFile(db: Database, userId: Id, fileId: Id): Promise<string | undefined> {
  const [row] = await db.query<{ key: string }>(
    `UPDATE file SET deleted = 1, updated_at = now() WHERE id = $1 AND user_id = $2 AND ready = 0 AND deleted = 0 RETURNING storage_key AS key`,
    [fileId, userId],
  );
  return row?.key;
}

/**
 * The user's avatar becomes a complete one of his files; undefined: he has no such file, or a group has it. The time of its next look moves
 * too: checkFiles judges by what was committed before it began, and leaves alone whose time it finds moved.
 */
export async function setAvatarFile(db: Database, userId: Id, fileId: Id): Promise<ChangedProfile | undefined> {
  const [row] = await db.query<ChangedRow>(
    `WITH taken AS (
       UPDATE file SET avatar_of = $1, check_at = greatest(check_at, now() + interval '1 hour'), updated_at = now()
       WHERE id = $2 AND user_id = $1 AND kind = $3 AND avatar_of IN (0, $1) AND ready = 1 AND deleted = 0 RETURNING id
     ), given_up AS (${GIVE_UP_AVATAR} AND f.id <> $2 AND EXISTS (SELECT FROM taken))
     UPDATE users SET avatar = 'file:' || $2::text, ${NEW_VERSION} WHERE id = $1 AND deleted = 0 AND EXISTS (SELECT FROM taken)
     RETURNING ${CHANGED_PROFILE}`,
    [userId, fileId, FILE_KINDS.indexOf('avatar')],
  );
  return changedProfile(row);
}

export interface CheckedFile {
  readonly fileId: Id;
  readonly storageKey: string;
  /** Nothing refers to it, or it never came: it is to be removed. */
  readonly unused: boolean;
}

/**
 * Files whose time has come, ≤ limit; each is another caller's at most a minute later. In use: of a message that was not recalled, an
 * avatar, or shown by an open report. A file that a message is about to carry is not among them: the claim moves its time (logic/src/store/claim-files.ts).
 */
export function checkFiles(db: Database, limit: number, { recheckMs }: { recheckMs: number }): Promise<CheckedFile[]> {
  return db.query<CheckedFile>(
    `WITH due AS MATERIALIZED (
       SELECT id FROM file WHERE check_at < now() ORDER BY check_at LIMIT $1 FOR UPDATE SKIP LOCKED
     ), judged AS MATERIALIZED (
       SELECT f.id, f.deleted = 1 OR f.ready = 0 OR NOT (
         EXISTS (SELECT FROM message_file r WHERE r.file_id = f.id AND r.deleted = 0)
         OR EXISTS (SELECT FROM report_file r WHERE r.file_id = f.id AND r.deleted = 0)
         OR EXISTS (SELECT FROM users u WHERE u.id = f.avatar_of AND u.avatar = 'file:' || f.id AND u.deleted = 0)
         OR EXISTS (SELECT FROM conversation c WHERE c.id = f.avatar_of AND c.avatar = 'file:' || f.id AND c.deleted = 0)
       ) AS unused
       FROM file f JOIN due d ON d.id = f.id
     )
     UPDATE file f SET deleted = CASE WHEN j.unused THEN 1 ELSE f.deleted END, updated_at = now(),
            check_at = now() + CASE WHEN j.unused THEN interval '1 minute' ELSE $2 * interval '1 ms' END
     FROM judged j WHERE f.id = j.id
     RETURNING f.id AS "fileId", f.storage_key AS "storageKey", j.unused`,
    [limit, recheckMs],
  );
}

/** When nothing of them is stored any more. */
export async function forgetFiles(db: Database, fileIds: readonly Id[]): Promise<void> {
  if (fileIds.length > 0) await db.query(`DELETE FROM file WHERE id = ANY ($1::bigint[]) AND deleted = 1`, [fileIds]);
}
