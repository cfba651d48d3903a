import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSigner, createVerifier, generateKeyPair } from './jwt.js';
import { readPublicKeys } from './public-keys.js';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'godwit-keys-'));
});
afterEach(() => {
  rmSync(dir, { recursive: true });
});
const put = (name: string, text: string): void => {
  writeFileSync(join(dir, name), text);
};
const subject = { userId: '1', sessionId: '2', deviceId: 'd', platform: 'web' };

describe('public keys', () => {
  it('[S2] tokens of the old and of the new key are valid at once, after the rotation only those of the new', () => {
    const [old, fresh] = [generateKeyPair(), generateKeyPair()];
    put('jwt-public.pem', fresh.publicKeyPem);
    put('jwt-public-old.pem', old.publicKeyPem);
    const signed = [old, fresh].map(({ privateKeyPem }) => createSigner({ privateKeyPem, ttlMs: 60_000 })(subject).token);
    const accepted = (): boolean[] => {
      const verify = createVerifier({ publicKeysPem: readPublicKeys(dir) });
      return signed.map((token) => verify(token).ok);
    };
    expect(accepted()).toEqual([true, true]);
    rmSync(join(dir, 'jwt-public-old.pem'));
    expect(accepted()).toEqual([false, true]);
  });

  const pem = (type: 'rsa' | 'ec'): string => {
    const pair =
      type === 'rsa' ? generateKeyPairSync('rsa', { modulusLength: 1_024 }) : generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
    return pair.publicKey.export({ type: 'spki', format: 'pem' }).toString();
  };
  const bad: [string, () => string][] = [
    ['an RSA key', () => pem('rsa')],
    ['an EC key', () => pem('ec')],
    ['a private key', () => generateKeyPair().privateKeyPem],
    ['an empty file', () => ''],
    ['damage', () => generateKeyPair().publicKeyPem.replace('MCow', 'MCoX')],
  ];
  it.each(bad)('[S25] %s stops the start, as the main key and as a second one', (_what, text) => {
    put('jwt-public.pem', text());
    expect(() => readPublicKeys(dir)).toThrow(/jwt-public\.pem holds no Ed25519/);
    put('jwt-public.pem', generateKeyPair().publicKeyPem);
    put('jwt-public-old.pem', text());
    expect(() => readPublicKeys(dir)).toThrow(/jwt-public-old\.pem holds no Ed25519/);
  });

  it('[S25] no key, no directory and a heap of keys stop the start', () => {
    expect(() => readPublicKeys(dir)).toThrow(/no public key at/);
    expect(() => readPublicKeys(join(dir, 'missing'))).toThrow(/cannot read/);
    for (const name of ['', '-a', '-b', '-c', '-d']) put(`jwt-public${name}.pem`, generateKeyPair().publicKeyPem);
    expect(() => readPublicKeys(dir)).toThrow(/at most 4/);
  });
});
