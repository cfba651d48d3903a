import { guard } from '@godwit/shared/guard';
import { ok, refuse } from '@godwit/shared/outcome';
import { nothing } from '@godwit/shared/rest/answer';
import { fileParams } from '@godwit/shared/rest/files';
import type { Services } from '../../services.js';
import { abortFile } from '../../store/files.js';
import { defineRoute, type Route } from '../route.js';

export const abortUpload = ({ db, files }: Services): Route =>
  defineRoute(
    'DELETE /files/:fileId',
    { summary: 'Give up an upload', params: fileParams, data: nothing },
    async ({ caller: { userId }, params: { fileId } }) => {
      const key = await abortFile(db, userId, fileId);
      if (key === undefined) return refuse('FILE_NOT_FOUND');
      guard(files.storage.remove(key)); // the clean-up does it again when no PUT can come any more
      return ok({});
    },
  );
