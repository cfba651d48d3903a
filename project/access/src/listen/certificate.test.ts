import { X509Certificate } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLogger } from '@godwit/shared/log';
import { FakeClock } from '@godwit/shared/testing/fake-clock';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Certificate, makeCertificate, plan } from './certificate.js';
import { CertificateKeeper } from './certificate-keeper.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

describe('the certificate', () => {
  it('is ECDSA P-256, matches its key and is valid for at most 14 days', async () => {
    const made = await makeCertificate(Date.now());
    const x509 = new X509Certificate(made.certPem);
    expect(x509.publicKey.asymmetricKeyDetails).toMatchObject({ namedCurve: 'prime256v1' });
    expect(made.validTo - made.validFrom).toBeLessThanOrEqual(14 * DAY_MS);
    expect(Buffer.from(made.hash, 'base64')).toHaveLength(32);
  });

  const at = (name: string, madeAt: number): Certificate => ({
    certPem: '',
    keyPem: '',
    hash: name,
    validFrom: madeAt - HOUR_MS,
    validTo: madeAt - HOUR_MS + 13 * DAY_MS,
  });

  it('a successor is made half-way, announced first, used after the overlap, and the old one is known until it ends', () => {
    const old = at('old', 0);
    expect(plan([], 0, HOUR_MS)).toEqual({ active: undefined, hashes: [], renew: true });
    expect(plan([old], 1, HOUR_MS)).toMatchObject({ active: old, hashes: ['old'], renew: false });
    expect(plan([old], 6.6 * DAY_MS, HOUR_MS).renew).toBe(true);
    const next = at('next', 6.6 * DAY_MS);
    expect(plan([old, next], 6.6 * DAY_MS + 1, HOUR_MS)).toMatchObject({ active: old, hashes: ['old', 'next'], renew: false });
    expect(plan([old, next], 6.6 * DAY_MS + HOUR_MS, HOUR_MS)).toMatchObject({ active: next, hashes: ['next', 'old'] });
    expect(plan([old, next], 14 * DAY_MS, HOUR_MS)).toMatchObject({ active: next, hashes: ['next'] });
  });

  describe('in its directory', () => {
    let dir: string;
    beforeEach(() => {
      dir = mkdtempSync(join(tmpdir(), 'godwit-cert-'));
    });
    afterEach(() => {
      rmSync(dir, { recursive: true, force: true });
    });
    const clock = new FakeClock();
    const open = (): Promise<CertificateKeeper> =>
      CertificateKeeper.open({ dir, clock, log: createLogger({ name: 'test', level: 'silent' }), overlapMs: HOUR_MS });

    it('is made once, kept with a key that only the owner can read, and found again', async () => {
      const first = await open();
      const second = await open();
      expect(second.active.hash).toBe(first.active.hash);
      const files = readdirSync(dir);
      expect(files).toHaveLength(1);
      expect(statSync(join(dir, files[0]!)).mode & 0o777).toBe(0o600);
    });

    it('a broken file is ignored, and a certificate made beside it', async () => {
      writeFileSync(join(dir, '1.pem'), 'not a certificate');
      expect((await open()).active.hash).toHaveLength(44);
    });

    it('is renewed while running and handed over after the overlap', async () => {
      const keeper = await open();
      const first = keeper.active.hash;
      const used: string[] = [];
      const tick = (): void => {
        keeper.tick((certificate) => used.push(certificate.hash));
      };
      await clock.advance(7 * DAY_MS);
      tick();
      while (keeper.hashes.length < 2) await new Promise((resolve) => setImmediate(resolve));
      tick();
      expect([used, keeper.hashes[0]]).toEqual([[], first]);
      await clock.advance(HOUR_MS);
      tick();
      expect(used).toEqual([keeper.active.hash]);
      expect(keeper.hashes).toEqual([keeper.active.hash, first]);
    });
  });
});
