// Hop 7 → 8: one envelope per access node, numbered, so that a lost one is noticed (C9): by the next, or by the heartbeat after ≤ 1 s.
// Bound: an envelope has ≤ 256 KB of frames; a node that got nothing for 10 min is forgotten.
import type { Bus } from '@godwit/shared/bus/bus';
import type { Clock } from '@godwit/shared/clock';
import { encodeToAccess } from '@godwit/shared/protocol/inside';
import { DOWNSTREAM_TTL_MS } from '@godwit/shared/protocol/messages/downstream';
import type { Delivery } from '@godwit/shared/protocol/messages/delivery';
import { accessDownstream, SUBJECTS } from '@godwit/shared/subjects';

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

  /** A broadcast was lost: every node misses a number, and asks for what it may have missed. */
  spend(): void {
    for (const state of this.#nodes.values()) state.counter++;
  }

  /** Called every second. */
  beat(): void {
    const { bus, name, clock } = this.#options;
    const nowMs = clock.now();
    const beat = (counter: number): Uint8Array =>
      encodeToAccess({ kind: 'publisherHeartbeat', publisher: name, publisherEpoch: this.#epoch, counter });
    // tells every access node that this process does not stand still
    bus.publish(SUBJECTS.accessBroadcast, beat(0));
    for (const [node, { counter, usedAtMs }] of this.#nodes) {
      if (nowMs - usedAtMs > FORGET_MS) this.#nodes.delete(node);
      else bus.publish(accessDownstream(node), beat(counter));
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
      expiresAt: nowMs + DOWNSTREAM_TTL_MS,
      deliveries,
    });
    if (!bus.publish(accessDownstream(node), envelope)) onLost();
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
