import { idFromParts } from '@godwit/shared/ids/id';
import type { Down } from '@godwit/shared/protocol/down';
import type { OutgoingEntry } from '@godwit/shared/protocol/messages/outgoing-entry';
import { DeliveryOrder } from './delivery-order.ts';
import type { LoadConversation } from './load-plan.ts';
import type { LoadSession } from './load-session.ts';
import type { Tally } from './tally.ts';

/** The SDK's. */
const ENTRIES_PER_FRAME = 64;
/** Upper half of the client message ids of this process: another run in the same conversations must not repeat them. */
const RUN = Math.floor(Math.random() * 0x7fff_ffff);

interface Message {
  readonly dueAtMs: number;
  readonly measured: boolean;
  /** Ack and copies that are still to come. */
  open: number;
}

/**
 * One conversation under load: what is due, what is in flight, what its receivers have seen. One batch is in flight until all of it is
 * answered, as in the SDK; messages that become due meanwhile join the next one.
 */
export class ConversationLoad {
  readonly #plan: LoadConversation;
  readonly #body: Uint8Array;
  readonly #tally: Tally;
  readonly #entriesPerFrame: number;
  readonly #due: Message[] = [];
  readonly #sent = new Map<string, Message>();
  readonly #inFlight = new Set<string>();
  #number = 0;
  #sender: LoadSession | undefined;

  constructor(plan: LoadConversation, body: Uint8Array, tally: Tally, entriesPerFrame = ENTRIES_PER_FRAME) {
    this.#plan = plan;
    this.#body = body;
    this.#tally = tally;
    this.#entriesPerFrame = entriesPerFrame;
  }

  /** Listener of each receiver. */
  receiver(): (down: Down) => void {
    const order = new DeliveryOrder();
    return (down) => {
      if (down.kind === 'pushMessage') for (const { seq, clientMsgId } of down.entries) this.#received(order, seq, clientMsgId);
    };
  }

  /** Listener of the sender. */
  readonly sender = (down: Down): void => {
    if (down.kind === 'messageAck') {
      for (const { clientMsgId, code } of down.results) this.#answered(clientMsgId, code === 0);
    } else if (down.kind === 'error') {
      for (const clientMsgId of this.#inFlight) this.#answered(clientMsgId, false);
    }
    if (this.#inFlight.size === 0) this.#sendNext();
  };

  connected(sender: LoadSession): void {
    this.#sender = sender;
  }

  schedule(dueAtMs: number, measured: boolean): void {
    const { counts, scheduleLag } = this.#tally;
    if (measured) {
      counts.scheduled += 1;
      counts.expected += this.#plan.receivers.length;
      scheduleLag.recordMs(performance.now() - dueAtMs);
    }
    this.#due.push({ dueAtMs, measured, open: 1 + this.#plan.receivers.length });
    if (this.#inFlight.size === 0) this.#sendNext();
  }

  #sendNext(): void {
    const batch = this.#due.splice(0, this.#entriesPerFrame);
    const entries = batch.map((message): OutgoingEntry => {
      const clientMsgId = idFromParts(++this.#number, RUN);
      this.#sent.set(clientMsgId, message);
      return { clientMsgId, kind: 'message', targetSeq: 0, body: this.#body };
    });
    for (const { clientMsgId } of entries) this.#inFlight.add(clientMsgId);
    if (entries.length > 0) this.#sender?.send({ kind: 'userMessage', conversationId: this.#plan.id, entries });
  }

  #answered(clientMsgId: string, accepted: boolean): void {
    this.#inFlight.delete(clientMsgId);
    const message = this.#sent.get(clientMsgId);
    if (message === undefined) return;
    const { counts, acks } = this.#tally;
    if (accepted) {
      counts.ackedInAll += 1;
      this.#settle(clientMsgId, message);
      if (!message.measured) return;
      counts.acked += 1;
      acks.recordMs(performance.now() - message.dueAtMs);
    } else {
      this.#sent.delete(clientMsgId);
      if (!message.measured) return;
      counts.refused += 1;
      counts.expected -= this.#plan.receivers.length;
    }
  }

  #received(order: DeliveryOrder, seq: number, clientMsgId: string): void {
    const { counts, deliveries } = this.#tally;
    const arrival = order.arrived(seq);
    if (arrival !== 'next') counts[arrival] += 1;
    const message = this.#sent.get(clientMsgId);
    if (message === undefined || arrival === 'doubled') return;
    this.#settle(clientMsgId, message);
    if (!message.measured) return;
    counts.delivered += 1;
    deliveries.recordMs(performance.now() - message.dueAtMs);
  }

  #settle(clientMsgId: string, message: Message): void {
    message.open -= 1;
    if (message.open === 0) this.#sent.delete(clientMsgId);
  }
}
