// Hop 7 → 8: one envelope per access node, numbered, so that a lost one is noticed (C9): by the next, or by the heartbeat after ≤ 1 s.
// Bound: an envelope has ≤ 256 KB of frames; a node that got nothing for 10 min is forgotten.
import type { Bus } from '@godwit/shared/bus/bus';
import type { Clock } from '@godwit/shared/clock';
import { encodeToAccess } from '@godwit/shared/protocol/inside';
import type { Delivery } from '@godwit/shared/protocol/messages/delivery';
import { accessDownstream, SUBJECTS } from '@godwit/shared/subjects';

const HEARTBEAT_MS = 1_000;
const EXPIRES_MS = 5_000;
const FORGET_MS = 600_000;
const MAX_ENVELOPE_BYTES = 256 * 1024;

interface NodeState {
  counter: number;
  usedAtMs: number;
}

export interface NodePublisherOptions {
  readonly bus: Bus;
  readonly clock: Clock;
  /** Unique among running logic processes. */
  readonly name: string;
  readonly onLost: () => void;
}

export class NodePublisher {
  readonly #options: NodePublisherOptions;
  readonly #epoch: number;
  readonly #nodes = new Map<string, NodeState>();

  constructor(options: NodePublisherOptions) {
    this.#options = options;
    this.#epoch = options.clock.now();
  }

  get nodes(): number {
    return this.#nodes.size;
  }

  send(node: string, deliveries: readonly Delivery[]): void {
    for (const part of envelopes(deliveries)) this.#publish(node, part);
  }

  /** Heartbeats until the signal aborts. */
  async run(signal: AbortSignal): Promise<void> {
    const { clock } = this.#options;
    while (!signal.aborted) {
      this.#beat(clock.now());
      await pause(clock, HEARTBEAT_MS, signal);
    }
  }

  /** The number is used up even when NATS does not take the envelope: that is what makes the loss visible. */
  #publish(node: string, deliveries: Delivery[]): void {
    const { bus, clock, name, onLost } = this.#options;
    const nowMs = clock.now();
    const state = this.#stateOf(node);
    state.usedAtMs = nowMs;
    const counter = ++state.counter;
    const envelope = encodeToAccess({
      kind: 'downstream',
      publisher: name,
      publisherEpoch: this.#epoch,
      counter,
      expiresAt: nowMs + EXPIRES_MS,
      deliveries,
    });
    if (!bus.publish(accessDownstream(node), envelope)) onLost();
  }

  #beat(nowMs: number): void {
    const { bus, name } = this.#options;
    const beat = (counter: number): Uint8Array =>
      encodeToAccess({ kind: 'publisherHeartbeat', publisher: name, publisherEpoch: this.#epoch, counter });
    // tells every access node that this process does not stand still
    bus.publish(SUBJECTS.accessBroadcast, beat(0));
    for (const [node, { counter, usedAtMs }] of this.#nodes) {
      if (nowMs - usedAtMs > FORGET_MS) this.#nodes.delete(node);
      else bus.publish(accessDownstream(node), beat(counter));
    }
  }

  #stateOf(node: string): NodeState {
    const known = this.#nodes.get(node);
    if (known !== undefined) return known;
    const created = { counter: 0, usedAtMs: 0 };
    this.#nodes.set(node, created);
    return created;
  }
}

function envelopes(deliveries: readonly Delivery[]): Delivery[][] {
  const parts: Delivery[][] = [];
  let room = 0;
  for (const delivery of deliveries) {
    const bytes = delivery.frame.length + 4 * delivery.handles.length;
    if (bytes > room) {
      parts.push([]);
      room = MAX_ENVELOPE_BYTES;
    }
    parts.at(-1)!.push(delivery);
    room -= bytes;
  }
  return parts;
}

function pause(clock: Clock, ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      cancel();
      signal.removeEventListener('abort', end);
      resolve();
    };
    const cancel = clock.setTimeout(end, ms);
    signal.addEventListener('abort', end);
  });
}
