// CERT_DIR: one file per certificate, certificate and key in one, so that both appear at once. Belongs to one access node.
import { chmodSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Certificate, readCertificate } from './certificate.js';

const SUFFIX = '.pem';
const KEY_BEGIN = '-----BEGIN PRIVATE KEY-----';

export interface Directory {
  /** Readable certificates; files that are not are named, and ignored. */
  readonly certificates: readonly Certificate[];
  readonly broken: readonly string[];
}

export function readDirectory(dir: string): Directory {
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  const certificates: Certificate[] = [];
  const broken: string[] = [];
  for (const name of readdirSync(dir).filter((n) => n.endsWith(SUFFIX))) {
    try {
      certificates.push(split(readFileSync(join(dir, name), 'utf8')));
    } catch {
      broken.push(name);
    }
  }
  return { certificates, broken };
}

export function keepCertificate(dir: string, certificate: Certificate): void {
  const path = fileOf(dir, certificate);
  writeFileSync(`${path}.new`, `${certificate.certPem.trim()}\n${certificate.keyPem.trim()}\n`, { mode: 0o600 });
  chmodSync(`${path}.new`, 0o600);
  renameSync(`${path}.new`, path);
}

export function dropCertificate(dir: string, certificate: Certificate): void {
  rmSync(fileOf(dir, certificate), { force: true });
}

const fileOf = (dir: string, { validFrom }: Certificate): string => join(dir, `${String(validFrom)}${SUFFIX}`);

function split(text: string): Certificate {
  const at = text.indexOf(KEY_BEGIN);
  if (at < 0) throw new Error('no private key');
  return readCertificate(text.slice(0, at), text.slice(at));
}
