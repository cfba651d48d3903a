import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { generateKeyPair } from '@godwit/shared/auth/jwt';
import { readSigningKeys } from './signing-keys.js';

let dir: string;
const own = generateKeyPair();
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'godwit-keys-'));
  put('jwt-private.pem', own.privateKeyPem);
  put('jwt-public.pem', own.publicKeyPem);
});
afterEach(() => {
  rmSync(dir, { recursive: true });
});
function put(name: string, text: string): void {
  writeFileSync(join(dir, name), text);
}
const rsa = (): string =>
  generateKeyPairSync('rsa', { modulusLength: 1_024 }).privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();

describe('signing keys', () => {
  it('are the pair, and those of a rotation beside it', () => {
    const next = generateKeyPair();
    put('jwt-private-next.pem', next.privateKeyPem);
    put('jwt-public-next.pem', next.publicKeyPem);
    const keys = readSigningKeys(dir);
    expect(keys).toMatchObject({ privateKeyPem: own.privateKeyPem, otherPrivateKeysPem: [next.privateKeyPem] });
    expect([...keys.publicKeysPem].sort()).toEqual([own.publicKeyPem, next.publicKeyPem].sort());
  });

  it('[S25] halves of two pairs stop the start', () => {
    put('jwt-public.pem', generateKeyPair().publicKeyPem);
    expect(() => readSigningKeys(dir)).toThrow(/no public key that belongs to jwt-private\.pem/);
  });

  it.each([
    ['an RSA key', rsa],
    ['a public key', () => own.publicKeyPem],
    ['a short text', () => 'secret'],
    ['nothing', () => ''],
  ])('[S25] %s as private key stops the start', (_what, text) => {
    put('jwt-private.pem', text());
    expect(() => readSigningKeys(dir)).toThrow(/jwt-private\.pem holds no Ed25519/);
    put('jwt-private.pem', own.privateKeyPem);
    put('jwt-private-next.pem', text());
    expect(() => readSigningKeys(dir)).toThrow(/jwt-private-next\.pem holds no Ed25519/);
  });

  it('[S25] a missing private key stops the start with what to do', () => {
    rmSync(join(dir, 'jwt-private.pem'));
    expect(() => readSigningKeys(dir)).toThrow(/set KEYS_DIR/);
  });
});
