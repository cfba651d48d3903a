// Access tokens: Ed25519, one pinned algorithm, header exactly {alg, typ}. Access nodes hold only the public key.
// Bound: a token over 2 KB is refused before it is looked at. Every refusal but expiry is the same (reliability S2).
import { generateKeyPairSync } from 'node:crypto';
import { createDecoder, createSigner as createJwtSigner, createVerifier as createJwtVerifier } from 'fast-jwt';
import { z } from 'zod';
import { type Clock, systemClock } from '../clock.js';
import { type Id, isId } from '../ids/id.js';
import { type Outcome, ok, refuse } from '../outcome.js';

const MAX_TOKEN_BYTES = 2_048;
const ALGORITHM = 'EdDSA';
const TYPE = 'at+jwt';
const ISSUER = 'godwit';
const AUDIENCE = 'godwit-access';

export interface AccessSubject {
  readonly userId: Id;
  /** user_session.id, claim sid. */
  readonly sessionId: Id;
  readonly deviceId: string;
  readonly platform: string;
}

export interface AccessClaims extends AccessSubject {
  /** Epoch ms. */
  readonly expiresAt: number;
}

export interface SignedToken {
  readonly token: string;
  /** Epoch ms, whole seconds as in the token. */
  readonly expiresAt: number;
}

const header = z.strictObject({ alg: z.literal(ALGORITHM), typ: z.literal(TYPE) });
const payload = z.object({
  sub: z.string().refine(isId),
  sid: z.string().refine(isId),
  did: z.string().min(1).max(128),
  plt: z.string().min(1).max(32),
  iss: z.literal(ISSUER),
  aud: z.literal(AUDIENCE),
  iat: z.int().positive(),
  exp: z.int().positive(),
});

/** PEM texts: PKCS#8 and SPKI. */
export function generateKeyPair(): { privateKeyPem: string; publicKeyPem: string } {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519', {
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  });
  return { privateKeyPem: privateKey, publicKeyPem: publicKey };
}

export interface SignerOptions {
  readonly privateKeyPem: string;
  readonly ttlMs: number;
  readonly clock?: Clock;
}

export function createSigner({ privateKeyPem, ttlMs, clock = systemClock }: SignerOptions): (subject: AccessSubject) => SignedToken {
  const sign = createJwtSigner({ key: privateKeyPem, algorithm: ALGORITHM, header: { alg: ALGORITHM, typ: TYPE } });
  return ({ userId, sessionId, deviceId, platform }) => {
    const iat = Math.floor(clock.now() / 1_000);
    const exp = iat + Math.floor(ttlMs / 1_000);
    const token = sign({ sub: userId, sid: sessionId, did: deviceId, plt: platform, iss: ISSUER, aud: AUDIENCE, iat, exp });
    return { token, expiresAt: exp * 1_000 };
  };
}

export interface VerifierOptions {
  /** Several while keys are rotated: the token may be signed by any. */
  readonly publicKeysPem: readonly string[];
  readonly clock?: Clock;
}

/** UNAUTHENTICATED for whatever is wrong; TOKEN_EXPIRED only for a token that was ours and is over. */
export function createVerifier({ publicKeysPem, clock = systemClock }: VerifierOptions): (token: string) => Outcome<AccessClaims> {
  const decode = createDecoder({ complete: true });
  const verifiers = publicKeysPem.map((key): Verify => createJwtVerifier({ key, algorithms: [ALGORITHM], ignoreExpiration: true }));
  return (token) => {
    const verified = token.length <= MAX_TOKEN_BYTES ? readVerified(token, decode, verifiers) : undefined;
    if (verified === undefined) return refuse('UNAUTHENTICATED', 'expected a valid access token');
    if (verified.exp * 1_000 <= clock.now()) return refuse('TOKEN_EXPIRED', 'the access token has expired; refresh it');
    return ok({
      userId: verified.sub,
      sessionId: verified.sid,
      deviceId: verified.did,
      platform: verified.plt,
      expiresAt: verified.exp * 1_000,
    });
  };
}

type Verify = (token: string) => unknown;

function readVerified(
  token: string,
  decode: ReturnType<typeof createDecoder>,
  verifiers: readonly Verify[],
): z.infer<typeof payload> | undefined {
  try {
    const { header: tokenHeader } = decode(token) as { header: unknown };
    if (!header.safeParse(tokenHeader).success) return undefined;
  } catch {
    return undefined;
  }
  for (const verify of verifiers) {
    const claims = signedBy(verify, token);
    if (claims !== undefined) return payload.safeParse(claims).data;
  }
  return undefined;
}

function signedBy(verify: Verify, token: string): unknown {
  try {
    return verify(token);
  } catch {
    return undefined;
  }
}
