import { z } from 'zod';
import { ok, type Outcome, refuse } from '@godwit/shared/outcome';
import { fileLink, fileParams, LINK_MS } from '@godwit/shared/rest/files';
import { isShown } from '../../files/examine.js';
import { dispositionOf } from '../../files/file-name.js';
import { UNKNOWN_TYPE } from '../../files/content-type.js';
import type { Services } from '../../services.js';
import { findReadyFile, type StoredFile } from '../../store/files.js';
import { defineRoute, type Route } from '../route.js';

export const linkFile = (services: Services): Route =>
  defineRoute(
    'GET /files/:fileId/link',
    { summary: 'A link for this user, good for five minutes', params: fileParams, data: fileLink },
    async ({ caller: { userId }, params: { fileId }, requestId }) => {
      const file = await fileFor(services, { id: requestId, userId, fileId });
      if (!file.ok) return file;
      const expiresAt = services.clock.now() + LINK_MS;
      const target = { fileId, userId, path: file.value.storageKey, ...servedAs(file.value), expiresAt };
      return ok({ url: await services.files.storage.getUrl(target), expiresAt });
    },
  );

/** A complete file that the user may have now. */
export async function fileFor(
  { db, logic }: Pick<Services, 'db' | 'logic'>,
  asked: { readonly id: string; readonly userId: string; readonly fileId: string },
): Promise<Outcome<StoredFile>> {
  const [file, access] = await Promise.all([
    findReadyFile(db, asked.fileId),
    logic.ask({ ...asked, method: 'fileAccess' }, z.object({ allowed: z.boolean() })),
  ]);
  if (!access.ok) return access;
  return file === undefined || !access.value.allowed ? refuse('FILE_NOT_FOUND') : ok(file);
}

/** What a browser may not show in the page has no type that it could run either. */
export const servedAs = (file: StoredFile): { readonly mime: string; readonly disposition: string } =>
  isShown(file)
    ? { mime: file.mime, disposition: dispositionOf('inline', file.name) }
    : { mime: UNKNOWN_TYPE, disposition: dispositionOf('attachment', file.name) };
