import { guard } from '@godwit/shared/guard';
import { ok, type Outcome, refuse } from '@godwit/shared/outcome';
import { type FileInfo, fileInfo, fileParams } from '@godwit/shared/rest/files';
import { examine } from '../../files/examine.js';
import type { Services } from '../../services.js';
import { completeFile, findOwnFile, infoOf } from '../../store/files.js';
import { defineRoute, type Route } from '../route.js';

/** Time for the message that refers to it. */
const UNUSED_MS = 86_400_000;

export const completeUpload = ({ db, files }: Services): Route =>
  defineRoute(
    'POST /files/:fileId/complete',
    { summary: 'All bytes are there: check them and make them a file', slow: true, params: fileParams, data: fileInfo },
    async ({ caller: { userId }, params: { fileId } }): Promise<Outcome<FileInfo>> => {
      const { storage } = files;
      const file = await findOwnFile(db, userId, fileId);
      if (file === undefined) return refuse('FILE_NOT_FOUND');
      if (file.ready) return ok(infoOf(file));
      const placed = await storage.placed(file.storageKey);
      if (placed?.size !== file.size)
        return refuse('FILE_INCOMPLETE', `${String(placed?.size ?? 0)} bytes of ${String(file.size)} are there`);
      const examined = await examine(files, file, placed);
      if (!examined.ok) return examined;
      const { clean } = examined.value;
      const path = await (clean === undefined
        ? storage.keep(file.storageKey, placed.version)
        : storage.keepInstead(file.storageKey, placed.version, clean));
      if (path === undefined) return refuse('FILE_INCOMPLETE', 'it was put again meanwhile');
      const complete = (await completeFile(db, file, path, examined.value, UNUSED_MS)) ?? (await findOwnFile(db, userId, fileId));
      if (complete?.ready !== true) return refuse('FILE_NOT_FOUND');
      guard(storage.dropRest(complete.storageKey)); // else the clean-up does
      return ok(infoOf(complete));
    },
  );
