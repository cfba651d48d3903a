// Hop web → every access node: close the live connections of revoked sessions (F-17). The revocation itself is committed before.
// Bound: at most MAX_PENDING announcements wait for NATS; the oldest is dropped first (access still refuses the next Hello).
import type { Bus } from '@godwit/shared/bus/bus';
import { guard } from '@godwit/shared/guard';
import type { Id } from '@godwit/shared/ids/id';
import type { Logger } from '@godwit/shared/log';
import { CLOSE_CODES } from '@godwit/shared/protocol/close-codes';
import { encodeToAccess } from '@godwit/shared/protocol/inside';
import { SUBJECTS } from '@godwit/shared/subjects';

const MAX_PENDING = 1_000;
const FLUSH_MS = 500;

interface Announcement {
  readonly userId: Id;
  readonly sessionIds: readonly Id[];
}

export class Revocations {
  readonly #bus: Bus;
  readonly #log: Logger;
  readonly #pending = new Set<Announcement>();
  readonly #unsubscribe: () => void;

  constructor({ bus, log }: { bus: Bus; log: Logger }) {
    this.#bus = bus;
    this.#log = log;
    this.#unsubscribe = bus.onStatus((up) => {
      if (up) for (const announcement of this.#pending) guard(this.#send(announcement));
    });
  }

  /** Resolves when NATS has it, or when it was put aside until NATS is back. */
  async announce(userId: Id, sessionIds: readonly Id[]): Promise<void> {
    if (sessionIds.length > 0) await this.#send({ userId, sessionIds });
  }

  close(): void {
    this.#unsubscribe();
  }

  async #send(announcement: Announcement): Promise<void> {
    const { userId, sessionIds } = announcement;
    this.#keep(announcement);
    const bytes = encodeToAccess({ kind: 'sessionRevoked', loginSessionIds: [...sessionIds], userId, closeCode: CLOSE_CODES.SESSION_REVOKED });
    try {
      if (!this.#bus.publish(SUBJECTS.accessBroadcast, bytes)) return;
      await this.#bus.flush(FLUSH_MS);
      this.#pending.delete(announcement);
    } catch (error) {
      this.#log.warn({ err: error, userId }, 'revocation waits for NATS');
    }
  }

  #keep(announcement: Announcement): void {
    this.#pending.add(announcement);
    const [oldest] = this.#pending;
    if (this.#pending.size > MAX_PENDING && oldest !== undefined) this.#pending.delete(oldest);
  }
}
