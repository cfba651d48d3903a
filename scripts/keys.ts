// The Ed25519 key pair that signs access tokens. Two directories: `signing` (web) holds both halves, `verifying` (access, logic)
// only the public one, so that an access node cannot make tokens.
import { createPrivateKey, generateKeyPairSync } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface KeyDirectories {
  readonly signing: string;
  readonly verifying: string;
}

/** Makes the pair on the first call and keeps it afterwards; throws when a file is missing or damaged. */
export function ensureKeys(dir: string): KeyDirectories {
  const directories = { signing: join(dir, 'signing'), verifying: join(dir, 'verifying') };
  if (!existsSync(directories.signing)) makePair(directories.signing);
  createPrivateKey(readFileSync(join(directories.signing, 'jwt-private.pem')));
  mkdirSync(directories.verifying, { recursive: true, mode: 0o700 });
  copyFileSync(join(directories.signing, 'jwt-public.pem'), join(directories.verifying, 'jwt-public.pem'));
  return directories;
}

/** The directory appears only when both files are complete. */
function makePair(directory: string): void {
  const building = `${directory}.new`;
  rmSync(building, { recursive: true, force: true });
  mkdirSync(building, { recursive: true, mode: 0o700 });
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  writeFileSync(join(building, 'jwt-private.pem'), privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 });
  writeFileSync(join(building, 'jwt-public.pem'), publicKey.export({ type: 'spki', format: 'pem' }), { mode: 0o600 });
  renameSync(building, directory);
}
