import { ok, refuse } from '@godwit/shared/outcome';
import { contentQuery, fileParams } from '@godwit/shared/rest/files';
import { z } from 'zod';
import { byteRange } from '../../files/byte-range.js';
import type { Services } from '../../services.js';
import { defineStreamRoute, type StreamRoute } from '../route.js';
import { fileFor, servedAs } from './link-file.js';

/** Nothing moved for so long: the reader is gone. */
const STALL_MS = 60_000;

/** Nothing in it may run, load or be framed, whatever a browser takes it for. */
const SANDBOX = "sandbox; default-src 'none'; frame-ancestors 'none'; style-src 'unsafe-inline'; img-src 'self'; media-src 'self'";

/** Of the local storage. Asked again for every range: who may not see the message any more gets nothing more. */
export const getContent = (services: Services): StreamRoute =>
  defineStreamRoute(
    'GET /files/:fileId/content',
    {
      summary: 'A file, or a range of it, from the URL that GET /files/:fileId/link gave',
      params: fileParams,
      query: contentQuery,
      data: z.unknown(),
    },
    async ({ params: { fileId }, query, requestId }, request, reply) => {
      const { local, urls } = services.files;
      if (local === undefined || !urls.verify('GET', fileId, query)) return refuse('FILE_LINK_INVALID');
      const found = await fileFor(services, { id: requestId, userId: query.user, fileId });
      if (!found.ok) return found;
      const file = found.value;
      const etag = `"${fileId}"`;
      const { mime, disposition } = servedAs(file);
      const maxAge = Math.max(0, Math.floor((Number(query.expires) - services.clock.now()) / 1_000));
      const about = {
        'content-type': mime,
        'content-disposition': disposition,
        'content-security-policy': SANDBOX,
        'cache-control': `private, max-age=${String(maxAge)}`,
        'accept-ranges': 'bytes',
        etag,
      };
      const { range: wanted, 'if-range': condition } = request.headers;
      const range = byteRange(condition === undefined || condition === etag ? wanted : undefined, file.size);
      if (range === 'none')
        return ok(
          reply
            .code(416)
            .headers({ ...about, 'content-range': `bytes */${String(file.size)}` })
            .send(),
        );
      const { start, end } = range === 'all' ? { start: 0, end: file.size - 1 } : range;
      const bytes = await local.open(file.storageKey, start, end);
      if (bytes === undefined) return refuse('FILE_NOT_FOUND', 'its bytes are not in the storage');
      void reply.headers({ ...about, 'content-length': String(end - start + 1) });
      if (range !== 'all') void reply.code(206).header('content-range', `bytes ${String(start)}-${String(end)}/${String(file.size)}`);
      reply.raw.setTimeout(STALL_MS, () => reply.raw.destroy());
      return ok(reply.send(bytes));
    },
  );
