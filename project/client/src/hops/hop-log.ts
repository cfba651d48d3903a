import type { Id } from '@godwit/shared/ids/id';
import type { Down } from '@godwit/shared/protocol/down';
import type { HopTimes } from '@godwit/shared/protocol/messages/hop-times';
import type { Up } from '@godwit/shared/protocol/up';

// Hops 1, 2 and 9: where the time of single messages went, for whoever looks at one (U-9). Of this run only. Bounded: the last 500 messages.

const MAX_KEPT = 500;

/** Of one message that was sent or came in during this run. Times of this device, ms since 1970. */
export interface MessageHops {
  /** An own one of this device: when it went into the outbox; undefined: in an earlier run. */
  readonly enqueuedAt?: number;
  /** An own one of this device: when it went out, the last time if it did so more than once. */
  readonly sentAt?: number;
  /** When its ack came in, or its push. */
  readonly heardAt: number;
  /**
   * Its time between access and access; null: a room, a repetition, or an older server. What an own one spent on the network, both ways, is
   * heardAt - sentAt less these; of another's the way to access is not known, as the clocks of two devices differ.
   */
  readonly server: HopTimes | null;
}

type Own = Pick<MessageHops, 'enqueuedAt' | 'sentAt'>;

export class HopLog {
  readonly #now: () => number;
  /** By client id. */
  readonly #unanswered = new Map<Id, Own>();
  /** By conversation and seq. */
  readonly #known = new Map<string, MessageHops>();

  constructor(now: () => number) {
    this.#now = now;
  }

  of(conversationId: Id, seq: number): MessageHops | undefined {
    return this.#known.get(keyOf(conversationId, seq));
  }

  enqueued(clientMsgId: Id, enqueuedAt: number): void {
    put(this.#unanswered, clientMsgId, { enqueuedAt });
  }

  sent(up: Up): void {
    if (up.kind !== 'userMessage') return;
    const sentAt = this.#now();
    for (const { clientMsgId } of up.entries) put(this.#unanswered, clientMsgId, { ...this.#unanswered.get(clientMsgId), sentAt });
  }

  heard(down: Down): void {
    if (down.kind === 'messageAck') {
      const heardAt = this.#now();
      for (const { clientMsgId, code, seq } of down.results) {
        const own = this.#unanswered.get(clientMsgId);
        this.#unanswered.delete(clientMsgId);
        if (own && code === 0) put(this.#known, keyOf(down.conversationId, seq), { ...own, heardAt, server: down.hops ?? null });
      }
    } else if (down.kind === 'pushMessage') {
      const heardAt = this.#now();
      for (const { kind, seq } of down.entries) {
        const key = keyOf(down.conversationId, seq);
        if (kind === 'message' && !this.#known.has(key)) put(this.#known, key, { heardAt, server: down.hops ?? null });
      }
    }
  }

  clear(): void {
    this.#unanswered.clear();
    this.#known.clear();
  }
}

const keyOf = (conversationId: Id, seq: number): string => `${conversationId}:${seq}`;

function put<K, V>(map: Map<K, V>, key: K, value: V): void {
  map.set(key, value);
  if (map.size <= MAX_KEPT) return;
  for (const oldest of map.keys()) {
    map.delete(oldest);
    return;
  }
}
