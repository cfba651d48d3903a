import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readPublicKeys } from '@godwit/shared/auth/public-keys';

export interface SigningKeys {
  privateKeyPem: string;
  /** jwt-private-*.pem: keys that were or will be the one that signs. */
  otherPrivateKeysPem: readonly string[];
  /** One of them belongs to the private key. */
  publicKeysPem: readonly string[];
}

/** Throws with what to do when a file is missing, is no Ed25519 key, or the halves do not belong together. */
export function readSigningKeys(dir: string): SigningKeys {
  const path = join(dir, 'jwt-private.pem');
  const privateKeyPem = readText(path);
  const own = publicHalf(path, privateKeyPem);
  const publicKeysPem = readPublicKeys(dir);
  if (!publicKeysPem.some((pem) => createPublicKey(pem).equals(own)))
    throw new Error(
      `${dir} has no public key that belongs to jwt-private.pem: openssl pkey -in jwt-private.pem -pubout -out jwt-public.pem`,
    );
  return { privateKeyPem, otherPrivateKeysPem: readOthers(dir), publicKeysPem };
}

const OTHER = /^jwt-private-[\w-]+\.pem$/;

function readOthers(dir: string): string[] {
  const paths = readdirSync(dir)
    .filter((file) => OTHER.test(file))
    .sort()
    .map((file) => join(dir, file));
  return paths.map((path) => {
    const pem = readText(path);
    publicHalf(path, pem);
    return pem;
  });
}

function publicHalf(path: string, pem: string): KeyObject {
  const key = parse(pem);
  if (key?.asymmetricKeyType !== 'ed25519')
    throw new Error(`${path} holds no Ed25519 PRIVATE KEY in PEM: openssl genpkey -algorithm ed25519`);
  return createPublicKey(key);
}

function parse(pem: string): KeyObject | undefined {
  try {
    return createPrivateKey(pem);
  } catch {
    return undefined;
  }
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new Error(`cannot read ${path}: set KEYS_DIR to the directory that holds jwt-private.pem and jwt-public.pem`, { cause: error });
  }
}
