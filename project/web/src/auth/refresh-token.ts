// Refresh tokens: `sessionId.secret.mac`, stored as SHA-256 only.
// The mac proves that a token was ours once, however old: that makes reuse of any generation visible (S5) and keeps strangers from revoking.
// The next secret follows from the present one by HMAC: whoever presents the same token twice within the grace gets the same successor.
import { createHash, createHmac, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto';
import { type Id, isId } from '@godwit/shared/ids/id';

const SECRET_BYTES = 32;
const TOKEN = /^(\d{1,19})\.([\w-]{43})\.([\w-]{43})$/;

export interface PresentedToken {
  sessionId: Id;
  hash: string;
  next: { token: string; hash: string };
}

export interface RefreshTokens {
  /** The first token of a session. */
  issue(sessionId: Id): { token: string; hash: string };
  /** undefined when we never issued it. */
  read(token: string): PresentedToken | undefined;
}

/** Every web node derives the same key from the signing key, which they share anyway. */
export function createRefreshTokens(privateKeyPem: string): RefreshTokens {
  const key = Buffer.from(hkdfSync('sha256', privateKeyPem.trim(), '', 'godwit refresh token', SECRET_BYTES));
  const hmac = (purpose: 'next' | 'mac', sessionId: Id, secret: string): string =>
    createHmac('sha256', key).update(`${purpose}|${sessionId}|${secret}`).digest('base64url');
  const build = (sessionId: Id, secret: string): { token: string; hash: string } => {
    const token = `${sessionId}.${secret}.${hmac('mac', sessionId, secret)}`;
    return { token, hash: createHash('sha256').update(token).digest('hex') };
  };
  return {
    issue: (sessionId) => build(sessionId, randomBytes(SECRET_BYTES).toString('base64url')),
    read: (token) => {
      const [, sessionId = '', secret = '', mac = ''] = TOKEN.exec(token) ?? [];
      if (!isId(sessionId) || !equal(mac, hmac('mac', sessionId, secret))) return undefined;
      return { sessionId, hash: build(sessionId, secret).hash, next: build(sessionId, hmac('next', sessionId, secret)) };
    },
  };
}

function equal(a: string, b: string): boolean {
  return a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));
}
