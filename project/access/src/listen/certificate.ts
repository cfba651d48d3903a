// The certificate of the QUIC listener: self-signed ECDSA P-256, valid ≤ 14 days because browsers accept it by its hash.
// plan() is the whole renewal policy: half-way through its life a successor is made and both hashes are published;
// after the overlap new connections get the successor.
import { createHash, createPrivateKey, randomBytes, type webcrypto, X509Certificate } from 'node:crypto';

export interface Certificate {
  readonly certPem: string;
  readonly keyPem: string;
  /** base64 SHA-256 of the DER, as in serverCertificateHashes. */
  readonly hash: string;
  /** Epoch ms. */
  readonly validFrom: number;
  readonly validTo: number;
}

const DAY_MS = 86_400_000;
export const LIFETIME_MS = 13 * DAY_MS;
/** Clients' clocks may be behind. */
const BACKDATE_MS = 3_600_000;
const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;

export interface CertificatePlan {
  /** For new connections; undefined = there is none that is valid. */
  readonly active: Certificate | undefined;
  /** Hashes for discovery, the active one first. */
  readonly hashes: readonly string[];
  /** A successor must be made now. */
  readonly renew: boolean;
}

/** `overlapMs`: how long a successor is only announced, so that clients know its hash before they meet it. */
export function plan(certificates: readonly Certificate[], now: number, overlapMs: number): CertificatePlan {
  const valid = certificates.filter((c) => c.validFrom <= now && now < c.validTo).sort((a, b) => b.validFrom - a.validFrom);
  const newest = valid[0];
  if (newest === undefined) return { active: undefined, hashes: [], renew: true };
  const active = valid.find((c) => now >= c.validFrom + BACKDATE_MS + overlapMs) ?? valid.at(-1)!;
  return {
    active,
    hashes: [active.hash, ...valid.filter((c) => c !== active).map((c) => c.hash)],
    renew: now > (newest.validFrom + newest.validTo) / 2,
  };
}

/** x509 and its polyfill are loaded only when a certificate is made: they would be the largest part of the process. */
export async function makeCertificate(now: number, lifetimeMs = LIFETIME_MS): Promise<Certificate> {
  await import('reflect-metadata');
  const x509 = await import('@peculiar/x509');
  const subtle: webcrypto.SubtleCrypto = globalThis.crypto.subtle;
  const keys = await subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    // a positive number: the highest bit is clear
    serialNumber: `01${randomBytes(15).toString('hex')}`,
    name: 'CN=godwit',
    notBefore: new Date(now - BACKDATE_MS),
    notAfter: new Date(now - BACKDATE_MS + lifetimeMs),
    signingAlgorithm: ALGORITHM,
    keys,
    extensions: [
      new x509.SubjectAlternativeNameExtension([
        { type: 'dns', value: 'localhost' },
        { type: 'ip', value: '127.0.0.1' },
      ]),
    ],
  });
  const keyPem = x509.PemConverter.encode(await subtle.exportKey('pkcs8', keys.privateKey), 'PRIVATE KEY');
  return readCertificate(certificate.toString('pem'), keyPem);
}

/** Throws when the texts are not a certificate and its key. */
export function readCertificate(certPem: string, keyPem: string): Certificate {
  const x509 = new X509Certificate(certPem);
  if (!x509.checkPrivateKey(createPrivateKey(keyPem))) throw new Error('the key does not belong to the certificate');
  return {
    certPem,
    keyPem,
    hash: createHash('sha256').update(x509.raw).digest('base64'),
    validFrom: Date.parse(x509.validFrom),
    validTo: Date.parse(x509.validTo),
  };
}
