import { randomBytes } from 'node:crypto';
import { ok, refuse } from '@godwit/shared/outcome';
import { fileRequest, UPLOAD_MS, upload } from '@godwit/shared/rest/files';
import { safeName } from '../../files/file-name.js';
import { maxBytesOf } from '../../files/files.js';
import type { Services } from '../../services.js';
import { insertFile, MAX_OPEN_UPLOADS } from '../../store/files.js';
import { defineRoute, type Route } from '../route.js';

/** A PUT that began in time may still be under way when its URL ends. */
const GIVE_UP_MS = UPLOAD_MS + 5 * 60_000;

export const createUpload = ({ db, ids, files }: Services): Route =>
  defineRoute(
    'POST /files',
    { summary: 'Announce a file: the answer says where its bytes go', status: 201, body: fileRequest, data: upload },
    async ({ caller: { userId }, body: { kind, name, size } }) => {
      const most = maxBytesOf(files, kind);
      if (size > most) return refuse('FILE_TOO_LARGE', `${String(size)} bytes, a file of kind ${kind} has at most ${String(most)}`);
      const file = { fileId: ids.next(), userId, kind, name: safeName(name), size, storageKey: randomBytes(16).toString('hex') };
      const inserted = await insertFile(db, file, { userBytes: files.userBytes, giveUpMs: GIVE_UP_MS });
      if (inserted === undefined)
        return refuse('FILE_QUOTA', `${String(files.userBytes)} bytes for each user, and ${String(MAX_OPEN_UPLOADS)} uploads under way`);
      const expiresAt = inserted.createdAt + UPLOAD_MS;
      const target = await files.storage.putUrl({ fileId: file.fileId, userId, key: file.storageKey, size, expiresAt });
      return ok({ fileId: file.fileId, ...target, expiresAt });
    },
  );
