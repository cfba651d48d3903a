// URLs of the local storage: who may put or get which file, and until when, under an HMAC that every web node can make.
import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import type { Clock } from '@godwit/shared/clock';
import { REST_PREFIX } from '@godwit/shared/rest/answer';
import type { ContentQuery } from '@godwit/shared/rest/files';

export interface SignedContent {
  readonly method: 'GET' | 'PUT';
  readonly fileId: string;
  readonly userId: string;
  readonly expiresAt: number;
}

export interface SignedUrls {
  sign(content: SignedContent): string;
  verify(method: SignedContent['method'], fileId: string, query: ContentQuery): boolean;
}

export function createSignedUrls(privateKeyPem: string, clock: Clock): SignedUrls {
  const key = Buffer.from(hkdfSync('sha256', privateKeyPem.trim(), '', 'godwit file url', 32));
  const signature = ({ method, fileId, userId, expiresAt }: SignedContent): string =>
    createHmac('sha256', key)
      .update(`${method}|${fileId}|${userId}|${String(expiresAt)}`)
      .digest('base64url');
  return {
    sign: (content) =>
      `${REST_PREFIX}/files/${content.fileId}/content?user=${content.userId}&expires=${String(content.expiresAt)}&signature=${signature(content)}`,
    verify: (method, fileId, { user, expires, signature: given }) => {
      const expected = signature({ method, fileId, userId: user, expiresAt: Number(expires) });
      return (
        given.length === expected.length && timingSafeEqual(Buffer.from(given), Buffer.from(expected)) && clock.now() < Number(expires)
      );
    },
  };
}
