// Refresh tokens: `sessionId.secret.mac`, stored as SHA-256 only.
// The mac proves that a token was ours once, however old: that makes reuse of any generation visible (S5) and keeps strangers from revoking.
// The next secret follows from the present one by HMAC: whoever presents the same token twice within the grace gets the same successor.
import { createHash, createHmac, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto';
import { type Id, isId } from '@godwit/shared/ids/id';

const SECRET_BYTES = 32;
const TOKEN = /^(\d{1,19})\.([\w-]{43})\.([\w-]{43})$/;

export interface Refresh {
  token: string;
  hash: string;
}

export interface PresentedToken {
  sessionId: Id;
  hash: string;
  /** The one to hand out first; the others are what nodes with another signing key hand out meanwhile. */
  successors: readonly [Refresh, ...Refresh[]];
}

export interface RefreshTokens {
  /** The first token of a session. */
  issue(sessionId: Id): Refresh;
  /** undefined when we never issued it. */
  read(token: string): PresentedToken | undefined;
}

/** Every web node derives the same keys from the signing keys, which they share anyway. The first signs; the others were first, or will be. */
export function createRefreshTokens(privateKeysPem: readonly [string, ...string[]]): RefreshTokens {
  const [first, ...others] = privateKeysPem;
  const current = deriveKey(first);
  const rest = others.map(deriveKey);
  return {
    issue: (sessionId) => build(current, sessionId, randomBytes(SECRET_BYTES).toString('base64url')),
    read: (token) => {
      const [, sessionId = '', secret = '', mac = ''] = TOKEN.exec(token) ?? [];
      const key = [current, ...rest].find((candidate) => equal(mac, hmac(candidate, 'mac', sessionId, secret)));
      if (!isId(sessionId) || key === undefined) return undefined;
      const next = hmac(key, 'next', sessionId, secret);
      const successors = [build(current, sessionId, next), ...rest.map((other) => build(other, sessionId, next))] as const;
      return { sessionId, hash: build(key, sessionId, secret).hash, successors };
    },
  };
}

const deriveKey = (pem: string): Buffer => Buffer.from(hkdfSync('sha256', pem.trim(), '', 'godwit refresh token', SECRET_BYTES));

const hmac = (key: Buffer, purpose: 'next' | 'mac', sessionId: Id, secret: string): string =>
  createHmac('sha256', key).update(`${purpose}|${sessionId}|${secret}`).digest('base64url');

function build(key: Buffer, sessionId: Id, secret: string): Refresh {
  const token = `${sessionId}.${secret}.${hmac(key, 'mac', sessionId, secret)}`;
  return { token, hash: createHash('sha256').update(token).digest('hex') };
}

function equal(a: string, b: string): boolean {
  return a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));
}
