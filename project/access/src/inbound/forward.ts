// Hop 4: frame from a client → NATS, wrapped with who sent it from where, and when it is too old to be worth anything.
// Bounded: when 5,000 are unconfirmed by the NATS server, reading pauses; when NATS is down or full, the client gets OVERLOADED.
import type { Bus } from '@godwit/shared/bus/bus';
import { deadline, guard } from '@godwit/shared/guard';
import type { Clock } from '@godwit/shared/clock';
import type { Lane } from '@godwit/shared/protocol/messages/lane';
import type { Identity } from '../session/identity.js';
import { UpstreamBatch } from './upstream-batch.js';

export const MAX_IN_FLIGHT = 5_000;
/** A confirmation costs a round trip, so it is asked for only now and then. */
const CONFIRM_EVERY = MAX_IN_FLIGHT / 4;
const CONFIRM_MS = 2_000;

export interface ForwarderOptions {
  readonly bus: Pick<Bus, 'publish' | 'accepts' | 'flush'>;
  readonly clock: Clock;
  readonly node: string;
  /** Logic drops what is older than this (C8). */
  readonly upstreamTtlMs: number;
  readonly subject: () => string;
}

export interface Origin {
  readonly handle: number;
  readonly identity: Identity;
  readonly lane: Lane;
}

export class Forwarder {
  readonly #options: ForwarderOptions;
  readonly #batch: UpstreamBatch;
  #inFlight = 0;
  #confirming: Promise<void> | undefined;

  constructor(options: ForwarderOptions) {
    this.#options = options;
    this.#batch = new UpstreamBatch({ ...options, ttlMs: options.upstreamTtlMs });
  }

  /** Frames taken that NATS has not confirmed to have read; below CONFIRM_EVERY nobody asks. */
  get inFlight(): number {
    return this.#inFlight;
  }

  /** False: it will not arrive, tell the client to come again. */
  forward({ handle, identity, lane }: Origin, frame: Uint8Array): boolean {
    if (this.#inFlight >= MAX_IN_FLIGHT || !this.#options.bus.accepts(frame.length)) return false;
    this.#batch.add({ handle, userId: identity.userId, lane, frame });
    this.#inFlight++;
    if (this.#inFlight >= CONFIRM_EVERY && this.#confirming === undefined) this.#confirm();
    return true;
  }

  /** Settles when there is room again, or after 2 s without; undefined = there is room. */
  room(): Promise<void> | undefined {
    return this.#inFlight < MAX_IN_FLIGHT ? undefined : this.#confirming;
  }

  #confirm(): void {
    this.#batch.publish();
    const covered = this.#inFlight;
    const { bus, clock } = this.#options;
    this.#confirming = deadline(bus.flush(CONFIRM_MS), CONFIRM_MS, 'a confirmation by NATS', clock)
      .catch(() => undefined) // what was under way is lost or late: senders repeat it
      .finally(() => {
        this.#inFlight -= covered;
        this.#confirming = undefined;
      });
    guard(this.#confirming);
  }
}
