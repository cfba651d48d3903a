// Hop 7 → 8: one message per frame for all members of a room, whatever their number; the access nodes that have some of them listen.
// A lost one is noticed by the next, because seqs have no holes, and the last one by the room's head, which is told 3 times, 1 s apart.
// Bound: the rooms that were published to in the last seconds.
import type { Bus } from '@godwit/shared/bus/bus';
import type { Id } from '@godwit/shared/ids/id';
import { encodeToAccess, type ToAccess } from '@godwit/shared/protocol/inside';
import { DOWNSTREAM_TTL_MS } from '@godwit/shared/protocol/messages/downstream';
import type { RoomChange } from '@godwit/shared/protocol/messages/room-change';
import type { RoomHead } from '@godwit/shared/protocol/messages/room-head';
import { roomSubject, SUBJECTS } from '@godwit/shared/subjects';
import type { SessionRef } from '../session-ref.js';
import type { RoomRange } from './outgoing.js';

const HEADS = 3;

interface Told {
  readonly head: RoomHead;
  readonly times: number;
}

export interface RoomPublisherOptions {
  readonly bus: Bus;
  /** Epoch ms. */
  readonly now: () => number;
  readonly onLost: () => void;
}

export class RoomPublisher {
  readonly #options: RoomPublisherOptions;
  readonly #told = new Map<Id, Told>();

  constructor(options: RoomPublisherOptions) {
    this.#options = options;
  }

  get size(): number {
    return this.#told.size;
  }

  send({ conversationId, membershipVersion, firstSeq, lastSeq }: RoomRange, except: SessionRef | undefined, frame: Uint8Array): void {
    const { now, onLost } = this.#options;
    const taken = this.#publish(conversationId, {
      kind: 'roomDelivery',
      conversationId,
      membershipVersion,
      firstSeq,
      lastSeq,
      expiresAt: now() + DOWNSTREAM_TTL_MS,
      exceptNode: except?.node ?? '',
      exceptHandle: except?.handle ?? 0,
      frame,
    });
    if (!taken) onLost();
    const newest = Math.max(lastSeq, this.#told.get(conversationId)?.head.lastSeq ?? 0);
    this.#told.set(conversationId, { head: { conversationId, membershipVersion, lastSeq: newest }, times: 0 });
  }

  /** False: NATS did not take it. */
  change(change: RoomChange): boolean {
    return this.#options.bus.publish(SUBJECTS.accessBroadcast, encodeToAccess({ kind: 'roomChange', ...change }));
  }

  /** Called every second. */
  beat(): void {
    for (const [id, { head, times }] of this.#told) {
      if (times === HEADS) this.#told.delete(id);
      else if (this.#publish(id, { kind: 'roomHead', ...head })) this.#told.set(id, { head, times: times + 1 });
    }
  }

  #publish(id: Id, message: ToAccess): boolean {
    return this.#options.bus.publish(roomSubject(id), encodeToAccess(message));
  }
}
