// Hop web → every access node: close the live connections of revoked sessions (F-17). The revocation itself is committed before.
// Said at once, again after REPEAT_MS until NATS has taken such a repetition, and whenever NATS comes back: an access node may be
// reconnecting at that moment, and a NATS that answers too late may never have had it.
// Bound: MAX_PENDING announcements; beyond, the oldest is not repeated (access still refuses the next Hello).
import type { Bus } from '@godwit/shared/bus/bus';
import type { Clock } from '@godwit/shared/clock';
import { guard } from '@godwit/shared/guard';
import type { Id } from '@godwit/shared/ids/id';
import type { Logger } from '@godwit/shared/log';
import { CLOSE_CODES } from '@godwit/shared/protocol/close-codes';
import { encodeToAccess } from '@godwit/shared/protocol/inside';
import { SUBJECTS } from '@godwit/shared/subjects';

const MAX_PENDING = 1_000;
const FLUSH_MS = 500;
const REPEAT_MS = 5_000;

interface Announcement {
  readonly userId: Id;
  readonly sessionIds: readonly Id[];
}

export interface RevocationsOptions {
  bus: Bus;
  clock: Clock;
  log: Logger;
}

export class Revocations {
  readonly #options: RevocationsOptions;
  readonly #pending = new Set<Announcement>();
  readonly #unsubscribe: () => void;

  constructor(options: RevocationsOptions) {
    this.#options = options;
    this.#unsubscribe = options.bus.onStatus((up) => {
      if (up) for (const announcement of this.#pending) guard(this.#say(announcement));
    });
  }

  /** Resolves when NATS has it, or when it waits for NATS to be back. */
  async announce(userId: Id, sessionIds: readonly Id[]): Promise<void> {
    if (sessionIds.length === 0) return;
    const announcement = { userId, sessionIds };
    this.#keep(announcement);
    await this.#say(announcement);
  }

  close(): void {
    this.#unsubscribe();
    this.#pending.clear();
  }

  async #say(announcement: Announcement): Promise<void> {
    await this.#publish(announcement);
    this.#repeatLater(announcement);
  }

  #repeatLater(announcement: Announcement): void {
    this.#options.clock.setTimeout(() => {
      if (this.#pending.has(announcement)) guard(this.#repeat(announcement));
    }, REPEAT_MS);
  }

  async #repeat(announcement: Announcement): Promise<void> {
    if (await this.#publish(announcement)) this.#pending.delete(announcement);
    else this.#repeatLater(announcement);
  }

  /** Whether NATS has said that it has it. */
  async #publish({ userId, sessionIds }: Announcement): Promise<boolean> {
    const { bus, log } = this.#options;
    const bytes = encodeToAccess({
      kind: 'sessionRevoked',
      loginSessionIds: [...sessionIds],
      userId,
      closeCode: CLOSE_CODES.SESSION_REVOKED,
    });
    try {
      if (!bus.publish(SUBJECTS.accessBroadcast, bytes)) return false;
      await bus.flush(FLUSH_MS);
      return true;
    } catch (error) {
      log.warn({ err: error, userId }, 'revocation waits for NATS');
      return false;
    }
  }

  #keep(announcement: Announcement): void {
    this.#pending.add(announcement);
    const [oldest] = this.#pending;
    if (this.#pending.size > MAX_PENDING && oldest !== undefined) this.#pending.delete(oldest);
  }
}
