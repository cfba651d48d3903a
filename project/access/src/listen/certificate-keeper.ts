// Keeps a valid certificate in CERT_DIR and in use, while the process runs.
import type { Clock } from '@godwit/shared/clock';
import { guard } from '@godwit/shared/guard';
import type { Logger } from '@godwit/shared/log';
import { type Certificate, LIFETIME_MS, makeCertificate, plan } from './certificate.js';
import { dropCertificate, keepCertificate, readDirectory } from './certificate-directory.js';

export interface CertificateKeeperOptions {
  readonly dir: string;
  readonly clock: Clock;
  readonly log: Logger;
  readonly lifetimeMs?: number;
  readonly overlapMs: number;
}

export class CertificateKeeper {
  readonly #options: CertificateKeeperOptions;
  #certificates: readonly Certificate[];
  #active: Certificate | undefined;
  #renewing = false;

  private constructor(options: CertificateKeeperOptions, certificates: readonly Certificate[]) {
    this.#options = options;
    this.#certificates = certificates;
  }

  static async open(options: CertificateKeeperOptions): Promise<CertificateKeeper> {
    const { certificates, broken } = readDirectory(options.dir);
    if (broken.length > 0) options.log.warn({ dir: options.dir, files: broken }, 'ignoring files that are not a certificate with its key');
    const keeper = new CertificateKeeper(options, certificates);
    if (keeper.#plan().active === undefined) await keeper.#renew();
    keeper.#active = keeper.#plan().active;
    return keeper;
  }

  get active(): Certificate {
    if (this.#active === undefined) throw new Error('the keeper was not opened');
    return this.#active;
  }

  /** What discovery publishes: the active one first. */
  get hashes(): readonly string[] {
    return this.#plan().hashes;
  }

  /** Called now and then; starts a renewal when one is due and calls back when new connections must get another certificate. */
  tick(use: (certificate: Certificate) => void): void {
    const { active, renew } = this.#plan();
    if (renew && !this.#renewing) {
      guard(this.#renew(), (error) => {
        this.#options.log.error({ err: error }, 'the certificate could not be renewed; trying again');
      });
    }
    if (active === undefined || active === this.#active) return;
    this.#active = active;
    this.#options.log.info({ validTo: new Date(active.validTo).toISOString() }, 'new connections get the renewed certificate');
    use(active);
  }

  #plan(): ReturnType<typeof plan> {
    return plan(this.#certificates, this.#options.clock.now(), this.#options.overlapMs);
  }

  async #renew(): Promise<void> {
    this.#renewing = true;
    try {
      const { dir, clock, lifetimeMs = LIFETIME_MS } = this.#options;
      const fresh = await makeCertificate(clock.now(), lifetimeMs);
      keepCertificate(dir, fresh);
      const expired = this.#certificates.filter((c) => c.validTo <= clock.now());
      for (const certificate of expired) dropCertificate(dir, certificate);
      this.#certificates = [...this.#certificates.filter((c) => !expired.includes(c)), fresh];
    } finally {
      this.#renewing = false;
    }
  }
}
