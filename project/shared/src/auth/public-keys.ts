import { createPublicKey, type KeyObject } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A token is tried against each: more than one old and one new key is a rotation that was never finished. */
const MAX_KEYS = 4;
const FILE = /^jwt-public(?:-[\w-]+)?\.pem$/;

/** jwt-public.pem and, while keys are rotated, every jwt-public-*.pem beside it. Throws with what to do unless all are Ed25519 keys. */
export function readPublicKeys(dir: string): string[] {
  const files = list(dir);
  if (!files.includes('jwt-public.pem')) throw new Error(`no public key at ${join(dir, 'jwt-public.pem')}: set KEYS_DIR to its directory`);
  if (files.length > MAX_KEYS) throw new Error(`${dir} holds ${String(files.length)} public keys: expected at most ${String(MAX_KEYS)}`);
  return files.map((file) => readKey(join(dir, file)));
}

function list(dir: string): string[] {
  try {
    return readdirSync(dir)
      .filter((file) => FILE.test(file))
      .sort();
  } catch (cause) {
    throw new Error(`cannot read ${dir}: set KEYS_DIR to the directory that "npm start" or the operator made`, { cause });
  }
}

function readKey(path: string): string {
  const pem = readFileSync(path, 'utf8');
  // a private key would do too: it has a public half, but must not lie on an access node
  if (!pem.includes('-----BEGIN PUBLIC KEY-----') || parse(pem)?.asymmetricKeyType !== 'ed25519')
    throw new Error(`${path} holds no Ed25519 PUBLIC KEY in PEM`);
  return pem;
}

function parse(pem: string): KeyObject | undefined {
  try {
    return createPublicKey(pem);
  } catch {
    return undefined;
  }
}
