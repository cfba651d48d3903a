import { ok, refuse } from '@godwit/shared/outcome';
import { nothing } from '@godwit/shared/rest/answer';
import { contentQuery, fileParams } from '@godwit/shared/rest/files';
import type { Written } from '../../files/local-storage.js';
import type { Services } from '../../services.js';
import { findOwnFile } from '../../store/files.js';
import { defineStreamRoute, type StreamRoute } from '../route.js';

const RETRY_AFTER_MS = 2_000;

/** Of the local storage. The body goes to the disk as it comes, and only when all that was said before it is right. */
export const putContent = ({ db, files: { local, urls } }: Services): StreamRoute =>
  defineStreamRoute(
    'PUT /files/:fileId/content',
    { summary: 'The bytes of an upload, to the URL that POST /files gave', params: fileParams, query: contentQuery, data: nothing },
    async ({ params: { fileId }, query }, request, reply) => {
      // what comes after a refusal is not read
      void reply.header('connection', 'close');
      if (local === undefined || !urls.verify('PUT', fileId, query)) return refuse('FILE_LINK_INVALID');
      const file = await findOwnFile(db, query.user, fileId);
      if (file === undefined || file.ready) return refuse('FILE_NOT_FOUND');
      if (request.headers['content-length'] !== String(file.size)) return OTHER_SIZE;
      const written = await local.write(file.storageKey, file.size, request.raw);
      if (written !== 'written') return REFUSED[written];
      reply.removeHeader('connection');
      return ok({});
    },
  );

const OTHER_SIZE = refuse('FILE_INCOMPLETE', 'Content-Length must be the size that was announced');
const REFUSED = {
  'other size': OTHER_SIZE,
  'broken off': refuse('FILE_INCOMPLETE', 'the body ended early'),
  busy: refuse('OVERLOADED', undefined, RETRY_AFTER_MS),
} as const satisfies Record<Exclude<Written, 'written'>, unknown>;
