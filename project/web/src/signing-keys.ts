import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface SigningKeys {
  privateKeyPem: string;
  publicKeyPem: string;
}

/** Throws with what to do when a file is missing or is no key. */
export function readSigningKeys(dir: string): SigningKeys {
  return { privateKeyPem: readPem(dir, 'jwt-private.pem', 'PRIVATE KEY'), publicKeyPem: readPem(dir, 'jwt-public.pem', 'PUBLIC KEY') };
}

function readPem(dir: string, file: string, label: string): string {
  const path = join(dir, file);
  const text = readText(path);
  if (!text.includes(`-----BEGIN ${label}-----`)) throw new Error(`${path} holds no ${label} in PEM: expected an Ed25519 key`);
  return text;
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new Error(`cannot read ${path}: set KEYS_DIR to the directory that holds jwt-private.pem and jwt-public.pem`, { cause: error });
  }
}
