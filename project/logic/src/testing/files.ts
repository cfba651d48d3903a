import type pg from 'pg';
import type { Id } from '@godwit/shared/ids/id';
import type { Attachment } from '@godwit/shared/protocol/messages/attachment';
import { FILE_KINDS, type FileKind } from '@godwit/shared/rest/files';
import { testId } from './people.js';

export interface StoredFile {
  readonly id: Id;
  readonly size: number;
  readonly mime: string;
}

interface FileOptions {
  readonly kind?: FileKind;
  readonly mime?: string;
  readonly ready?: boolean;
  readonly deleted?: boolean;
}

/** A file as web leaves it: complete, and due for a look of the clean-up. */
export async function createFile(db: pg.Pool, userId: Id, options: FileOptions = {}): Promise<StoredFile> {
  const { kind = 'image', mime = 'image/png', ready = true, deleted = false } = options;
  const file = { id: testId(), size: 1_234, mime };
  await db.query(
    `INSERT INTO file (id, user_id, kind, name, mime, size, ready, check_at, deleted) VALUES ($1, $2, $3, 'a.png', $4, $5, $6, now(), $7)`,
    [file.id, userId, FILE_KINDS.indexOf(kind), file.mime, file.size, Number(ready), Number(deleted)],
  );
  return file;
}

const NO_BYTES = new Uint8Array(0);

export const attachmentOf = ({ id, size, mime }: StoredFile): Attachment => ({
  fileId: id,
  name: 'a.png',
  mime,
  size,
  width: 2,
  height: 1,
  durationMs: 0,
  thumbnail: NO_BYTES,
  waveform: NO_BYTES,
  url: '',
});
