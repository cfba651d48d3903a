// One sender and his receivers under load in a comparison arm: what is due, what is in flight, what each receiver has seen. One batch is
// in flight, as with our own client; what is due meanwhile joins the next one. Knows no protocol.
import { DeliveryOrder } from '../../generator/delivery-order.ts';
import type { Tally } from '../../generator/tally.ts';

const MAX_BATCH = 64;

interface Scheduled {
  readonly number: number;
  readonly dueAtMs: number;
  readonly measured: boolean;
  /** Copies that are still to come. */
  open: number;
}

export class PairLoad {
  readonly #tally: Tally;
  readonly #send: (numbers: readonly number[]) => void;
  readonly #receivers: number;
  readonly #due: Scheduled[] = [];
  /** Some receiver is still to see it. */
  readonly #awaited = new Map<number, Scheduled>();
  #inFlight: Scheduled[] = [];
  #lastNumber = 0;

  /** `send` gets the numbers of one batch, counted from 1; each is to be answered once and delivered once to each receiver, in this order. */
  constructor(tally: Tally, send: (numbers: readonly number[]) => void, receivers = 1) {
    this.#tally = tally;
    this.#send = send;
    this.#receivers = receivers;
  }

  schedule(dueAtMs: number, measured: boolean): void {
    const { counts, scheduleLag } = this.#tally;
    if (measured) {
      counts.scheduled += 1;
      counts.expected += this.#receivers;
      scheduleLag.recordMs(performance.now() - dueAtMs);
    }
    this.#lastNumber += 1;
    this.#due.push({ number: this.#lastNumber, dueAtMs, measured, open: this.#receivers });
    if (this.#inFlight.length === 0) this.#sendNext();
  }

  /** The first `count` messages in flight have been stored. */
  acked(count: number): void {
    const { counts, acks } = this.#tally;
    const now = performance.now();
    for (const { dueAtMs, measured } of this.#inFlight.splice(0, count)) {
      counts.ackedInAll += 1;
      if (!measured) continue;
      counts.acked += 1;
      acks.recordMs(now - dueAtMs);
    }
    if (this.#inFlight.length === 0) this.#sendNext();
  }

  /** The batch in flight was refused as a whole. */
  refused(): void {
    for (const { number, measured } of this.#inFlight.splice(0)) {
      this.#awaited.delete(number);
      if (!measured) continue;
      this.#tally.counts.refused += 1;
      this.#tally.counts.expected -= this.#receivers;
    }
    this.#sendNext();
  }

  /** Takes the numbers that one receiver sees. One that is not awaited has come before, or was never sent. */
  receiver(): (number: number) => void {
    const order = new DeliveryOrder();
    return (number) => this.#delivered(order, number);
  }

  #delivered(order: DeliveryOrder, number: number): void {
    const { counts, deliveries } = this.#tally;
    const scheduled = this.#awaited.get(number);
    const arrival = scheduled === undefined ? 'doubled' : order.arrived(number);
    if (arrival !== 'next') counts[arrival] += 1;
    if (scheduled === undefined || arrival === 'doubled') return;
    scheduled.open -= 1;
    if (scheduled.open === 0) this.#awaited.delete(number);
    if (!scheduled.measured) return;
    counts.delivered += 1;
    deliveries.recordMs(performance.now() - scheduled.dueAtMs);
  }

  #sendNext(): void {
    if (this.#due.length === 0) return;
    this.#inFlight = this.#due.splice(0, MAX_BATCH);
    for (const scheduled of this.#inFlight) this.#awaited.set(scheduled.number, scheduled);
    this.#send(this.#inFlight.map(({ number }) => number));
  }
}
