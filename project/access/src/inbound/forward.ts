// Hop 4: frame from a client → NATS, wrapped with who sent it from where, and when it is too old to be worth anything.
// Bounded: when 5,000 are unconfirmed by the NATS server, reading pauses; when NATS is down or full, the client gets OVERLOADED.
import type { Bus } from '@godwit/shared/bus/bus';
import { deadline, guard } from '@godwit/shared/guard';
import type { Clock } from '@godwit/shared/clock';
import { encodeToLogic } from '@godwit/shared/protocol/inside';
import type { Lane } from '@godwit/shared/protocol/messages/lane';
import { SUBJECTS } from '@godwit/shared/subjects';
import type { Identity } from '../session/identity.js';

export const MAX_IN_FLIGHT = 5_000;
/** A confirmation costs a round trip, so it is asked for only now and then. */
const CONFIRM_EVERY = MAX_IN_FLIGHT / 4;
const CONFIRM_MS = 2_000;

export interface ForwarderOptions {
  readonly bus: Pick<Bus, 'publish' | 'flush'>;
  readonly clock: Clock;
  readonly node: string;
  /** Logic drops what is older than this (C8). */
  readonly upstreamTtlMs: number;
}

export interface Origin {
  readonly handle: number;
  readonly identity: Identity;
  readonly lane: Lane;
}

export class Forwarder {
  readonly #options: ForwarderOptions;
  #inFlight = 0;
  #confirming: Promise<void> | undefined;

  constructor(options: ForwarderOptions) {
    this.#options = options;
  }

  /** Frames published that NATS has not confirmed to have read; below CONFIRM_EVERY nobody asks. */
  get inFlight(): number {
    return this.#inFlight;
  }

  /** False: it will not arrive, tell the client to come again. */
  forward({ handle, identity, lane }: Origin, frame: Uint8Array): boolean {
    const { bus, clock, node, upstreamTtlMs } = this.#options;
    if (this.#inFlight >= MAX_IN_FLIGHT) return false;
    const receivedAt = clock.now();
    const envelope = encodeToLogic({
      kind: 'upstream',
      node,
      handle,
      sessionId: identity.loginSessionId,
      userId: identity.userId,
      deviceId: identity.deviceId,
      lane,
      receivedAt,
      expiresAt: receivedAt + upstreamTtlMs,
      frame,
    });
    if (!bus.publish(SUBJECTS.upstream, envelope)) return false;
    this.#inFlight++;
    if (this.#inFlight >= CONFIRM_EVERY && this.#confirming === undefined) this.#confirm();
    return true;
  }

  /** Settles when there is room again, or after 2 s without; undefined = there is room. */
  room(): Promise<void> | undefined {
    return this.#inFlight < MAX_IN_FLIGHT ? undefined : this.#confirming;
  }

  #confirm(): void {
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
