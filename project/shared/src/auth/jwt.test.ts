import { createHmac, createPrivateKey, generateKeyPairSync, type KeyObject, sign as signBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { FakeClock } from '../testing/fake-clock.js';
import { createSigner, createVerifier, generateKeyPair } from './jwt.js';

const SUBJECT = { userId: '117196870384046080', sessionId: '117196870384046081', deviceId: 'laptop-1', platform: 'web' };
const keys = generateKeyPair();
const privateKey = createPrivateKey(keys.privateKeyPem);
const clock = new FakeClock();
const nowSeconds = clock.now() / 1_000;
const verify = createVerifier({ publicKeysPem: [keys.publicKeyPem], clock });

const HEADER = { alg: 'EdDSA', typ: 'at+jwt' };
const PAYLOAD = {
  sub: SUBJECT.userId,
  sid: SUBJECT.sessionId,
  did: SUBJECT.deviceId,
  plt: SUBJECT.platform,
  iss: 'godwit',
  aud: 'godwit-access',
  iat: nowSeconds,
  exp: nowSeconds + 60,
};

const base64url = (value: unknown): string => Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');
const unsigned = (header: unknown, payload: unknown): string => `${base64url(header)}.${base64url(payload)}`;
const forge = (header: unknown, payload: unknown, key: KeyObject = privateKey): string => {
  const input = unsigned(header, payload);
  return `${input}.${signBytes(null, Buffer.from(input), key).toString('base64url')}`;
};
const hmac = (header: unknown, secret: string): string => {
  const input = unsigned(header, PAYLOAD);
  return `${input}.${createHmac('sha256', secret).update(input).digest('base64url')}`;
};
const without = (claim: keyof typeof PAYLOAD): unknown => Object.fromEntries(Object.entries(PAYLOAD).filter(([name]) => name !== claim));

it('a signed token is verified into its subject and expiry', () => {
  const { token, expiresAt } = createSigner({ privateKeyPem: keys.privateKeyPem, ttlMs: 60_000, clock })(SUBJECT);
  expect(expiresAt).toBe(clock.now() + 60_000);
  expect(verify(token)).toEqual({ ok: true, value: { ...SUBJECT, expiresAt } });
  expect(verify(forge(HEADER, PAYLOAD)).ok).toBe(true);
});

it('a token is accepted until its expiry and then refused as expired', async () => {
  const later = new FakeClock();
  const { token } = createSigner({ privateKeyPem: keys.privateKeyPem, ttlMs: 60_000, clock: later })(SUBJECT);
  const verifyLater = createVerifier({ publicKeysPem: [keys.publicKeyPem], clock: later });
  await later.advance(59_999);
  expect(verifyLater(token).ok).toBe(true);
  await later.advance(1);
  expect(verifyLater(token)).toMatchObject({ ok: false, refusal: { error: 'TOKEN_EXPIRED' } });
});

it('while keys are rotated, a token of either key is accepted', () => {
  const next = generateKeyPair();
  const both = createVerifier({ publicKeysPem: [next.publicKeyPem, keys.publicKeyPem], clock });
  for (const { privateKeyPem } of [keys, next]) {
    expect(both(createSigner({ privateKeyPem, ttlMs: 60_000, clock })(SUBJECT).token).ok).toBe(true);
  }
});

describe('[S2] refused alike', () => {
  const stranger = createPrivateKey(generateKeyPair().privateKeyPem);
  const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
  const [head = '', body = '', signature = ''] = forge(HEADER, PAYLOAD).split('.');
  const rsaInput = unsigned({ alg: 'RS256', typ: 'at+jwt' }, PAYLOAD);

  const table: [string, string][] = [
    ['alg none, no signature', `${unsigned({ alg: 'none', typ: 'at+jwt' }, PAYLOAD)}.`],
    ['alg none, two parts', unsigned({ alg: 'none', typ: 'at+jwt' }, PAYLOAD)],
    ['alg None, signed', forge({ alg: 'None', typ: 'at+jwt' }, PAYLOAD)],
    ['HS256 with the public key as the secret', hmac({ alg: 'HS256', typ: 'at+jwt' }, keys.publicKeyPem)],
    ['HS256 with the trimmed public key as the secret', hmac({ alg: 'HS256', typ: 'at+jwt' }, keys.publicKeyPem.trim())],
    ['EdDSA named, HMAC made', hmac(HEADER, keys.publicKeyPem)],
    ['RS256', `${rsaInput}.${signBytes('sha256', Buffer.from(rsaInput), rsa).toString('base64url')}`],
    ['another key', forge(HEADER, PAYLOAD, stranger)],
    ['no exp', forge(HEADER, without('exp'))],
    ['exp as a text', forge(HEADER, { ...PAYLOAD, exp: String(PAYLOAD.exp) })],
    ['exp as a float', forge(HEADER, { ...PAYLOAD, exp: 1e300 })],
    ['exp negative', forge(HEADER, { ...PAYLOAD, exp: -1 })],
    ['exp null', forge(HEADER, { ...PAYLOAD, exp: null })],
    ['expired and signed by another key', forge(HEADER, { ...PAYLOAD, exp: nowSeconds - 1 }, stranger)],
    ['expired and for another audience', forge(HEADER, { ...PAYLOAD, exp: nowSeconds - 1, aud: 'godwit-refresh' })],
    ['no iat', forge(HEADER, without('iat'))],
    ['no sub', forge(HEADER, without('sub'))],
    ['sub not an id', forge(HEADER, { ...PAYLOAD, sub: 'admin' })],
    ['sub beyond a bigint', forge(HEADER, { ...PAYLOAD, sub: '9223372036854775808' })],
    ['sub a number', forge(HEADER, { ...PAYLOAD, sub: 7 })],
    ['no sid', forge(HEADER, without('sid'))],
    ['no device', forge(HEADER, { ...PAYLOAD, did: '' })],
    ['another audience', forge(HEADER, { ...PAYLOAD, aud: 'godwit-admin' })],
    ['several audiences', forge(HEADER, { ...PAYLOAD, aud: ['godwit-access', 'other'] })],
    ['no audience', forge(HEADER, without('aud'))],
    ['another issuer', forge(HEADER, { ...PAYLOAD, iss: 'goose' })],
    ['no issuer', forge(HEADER, without('iss'))],
    ['typ JWT', forge({ alg: 'EdDSA', typ: 'JWT' }, PAYLOAD)],
    ['typ of a refresh token', forge({ alg: 'EdDSA', typ: 'rt+jwt' }, PAYLOAD)],
    ['no typ', forge({ alg: 'EdDSA' }, PAYLOAD)],
    ['crit with an unknown extension', forge({ ...HEADER, crit: ['b64'], b64: false }, PAYLOAD)],
    ['empty crit', forge({ ...HEADER, crit: [] }, PAYLOAD)],
    ['kid with a path', forge({ ...HEADER, kid: '../../../../dev/null' }, PAYLOAD)],
    ['kid with SQL', forge({ ...HEADER, kid: "' OR 1=1 --" }, PAYLOAD)],
    ['a key in the header', forge({ ...HEADER, jwk: stranger.export({ format: 'jwk' }) }, PAYLOAD, stranger)],
    ['a key address in the header', forge({ ...HEADER, jku: 'http://127.0.0.1/keys' }, PAYLOAD)],
    ['header changed after signing', `${base64url({ ...HEADER, kid: '1' })}.${body}.${signature}`],
    ['payload changed after signing', `${head}.${base64url({ ...PAYLOAD, sub: '1' })}.${signature}`],
    ['signature cut', `${head}.${body}.${signature.slice(0, -2)}`],
    ['signature empty', `${head}.${body}.`],
    ['signature of zeros', `${head}.${body}.${Buffer.alloc(64).toString('base64url')}`],
    ['a fourth part', `${head}.${body}.${signature}.${signature}`],
    ['an opaque refresh token', Buffer.alloc(32, 7).toString('base64url')],
    ['1 MB of payload', forge(HEADER, { ...PAYLOAD, pad: 'x'.repeat(1_048_576) })],
    ['1 MB of nothing', '.'.repeat(1_048_576)],
    ['over 2 KB', forge(HEADER, { ...PAYLOAD, pad: 'x'.repeat(2_048) })],
    ['payload an array', forge(HEADER, [PAYLOAD])],
    ['payload not JSON', forge(HEADER, 'not json')],
    ['header not JSON', forge('{', PAYLOAD)],
    ['a prototype in the payload', forge(HEADER, `{"__proto__":${JSON.stringify(PAYLOAD)}}`)],
    ['empty', ''],
    ['dots', '..'],
    ['not ASCII', '令牌.令牌.令牌'],
    ['a leading space', ` ${head}.${body}.${signature}`],
    ['a bearer prefix', `Bearer ${head}.${body}.${signature}`],
  ];

  it.each(table)('%s', (_what, token) => {
    expect(verify(token)).toEqual({ ok: false, refusal: { error: 'UNAUTHENTICATED', detail: 'expected a valid access token' } });
  });
});
