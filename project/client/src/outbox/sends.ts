import type { Clock } from '@godwit/shared/clock';
import { guard } from '@godwit/shared/guard';
import type { Id } from '@godwit/shared/ids/id';
import { ApiError, refused } from '../api/api-error.js';
import type { Core } from '../core/core.js';
import type { SendOutcome } from '../core/effect.js';
import type { CoreEvent } from '../core/event.js';
import type { HopLog } from '../hops/hop-log.js';
import type { OutgoingEntry } from '../wire.js';

export interface Sent {
  readonly messageId: Id;
  readonly seq: number;
}

export type Outgoing = Pick<OutgoingEntry, 'kind' | 'targetSeq' | 'body'>;

interface Waiter {
  readonly resolve: (sent: Sent) => void;
  readonly reject: (error: Error) => void;
}

export interface SendOptions {
  /** Made by the caller, who may then ask again without doing it twice. Default: a new one. */
  readonly clientMsgId?: Id;
}

export interface EnqueueOptions extends SendOptions {
  /** The draft stays: this is something else, a file or a recording. */
  readonly keepsDraft?: boolean;
}

export interface EnqueueAllOptions {
  /** Made by the caller, who may then ask again without sending anything twice: one for each message, conversation by conversation. */
  readonly clientMsgIds?: readonly Id[];
}

interface SendsOptions {
  readonly clock: Clock;
  readonly core: Core;
  readonly hops: Pick<HopLog, 'enqueued'>;
  readonly nextId: (nowMs: number) => Id;
  readonly started: () => Promise<unknown>;
}

/** Hop 1: into the durable outbox, and back to whoever waits for the server's word. Bounded by the outbox. */
export class Sends {
  readonly #options: SendsOptions;
  readonly #waiting = new Map<Id, Waiter>();

  constructor(options: SendsOptions) {
    this.#options = options;
  }

  /** Resolves when committed by the server, however long that takes; rejects with ApiError when refused for good or given up. */
  send(conversationId: Id, outgoing: Outgoing, options: SendOptions = {}): Promise<Sent> {
    return new Promise((resolve, reject) => {
      guard(this.enqueue(conversationId, outgoing, { ...options, waiter: { resolve, reject } }), reject);
    });
  }

  /** Resolves with its client id when it is in the outbox and shown. */
  async enqueue(
    conversationId: Id,
    outgoing: Outgoing,
    { waiter, keepsDraft = false, clientMsgId }: EnqueueOptions & { readonly waiter?: Waiter } = {},
  ): Promise<Id> {
    const { core, started } = this.#options;
    await started();
    this.#checkSize(outgoing);
    const event = this.#event(conversationId, outgoing, clientMsgId);
    if (waiter) this.#waiting.set(event.item.clientMsgId, waiter);
    core.dispatch({ ...event, keepsDraft });
    await core.done();
    return event.item.clientMsgId;
  }

  /**
   * The same entries into each of these conversations, whose drafts stay. Resolves when all are in the outbox; none of them is without the
   * others. clientMsgIds: of the caller, one for each entry, conversation by conversation.
   */
  async enqueueAll(conversationIds: readonly Id[], outgoing: readonly Outgoing[], clientMsgIds: readonly Id[] = []): Promise<void> {
    const { core, started } = this.#options;
    await started();
    for (const one of outgoing) this.#checkSize(one);
    const all = conversationIds.flatMap((id) => outgoing.map((one) => [id, one] as const));
    const events = all.map(([id, one], i) => ({ ...this.#event(id, one, clientMsgIds[i]), keepsDraft: true }));
    await new Promise<void>((resolve) => {
      // what is dispatched while a round runs goes into the next one together
      const run = (): void => {
        for (const event of events) core.dispatch(event);
        resolve(core.done());
      };
      core.dispatch({ type: 'call', run });
    });
  }

  #checkSize({ body }: Outgoing): void {
    if (body.length <= this.#options.core.machines.limits.maxBodyBytes) return;
    throw refused('MSG_TOO_LARGE');
  }

  #event(conversationId: Id, outgoing: Outgoing, known?: Id): CoreEvent & { type: 'enqueue' } {
    const { clock, nextId, hops } = this.#options;
    const createdAt = clock.now();
    const clientMsgId = known ?? nextId(createdAt);
    hops.enqueued(clientMsgId, createdAt);
    return { type: 'enqueue', item: { clientMsgId, conversationId, ...outgoing, createdAt } };
  }

  settled(id: Id, outcome: SendOutcome): void {
    const waiter = this.#waiting.get(id);
    this.#waiting.delete(id);
    if (outcome.ok) waiter?.resolve({ messageId: outcome.messageId, seq: outcome.seq });
    else waiter?.reject(new ApiError({ code: outcome.code, error: outcome.name }));
  }

  /** Nobody will tell how these end. */
  giveUp(error: Error): void {
    for (const { reject } of this.#waiting.values()) reject(error);
    this.#waiting.clear();
  }
}
