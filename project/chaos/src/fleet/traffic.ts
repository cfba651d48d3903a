import type { Id } from '@godwit/shared/ids/id';
import { guard } from '@godwit/shared/guard';
import type { RecordedDevice } from '../devices/recorded-device.ts';
import type { Traffic as TrafficPlan } from './fleet-protocol.ts';

const TICK_MS = 20;
/** After a stall no more than this is made up for. */
const MAX_ARREARS_SECONDS = 1;
const WATCH_MS = 4_000;

export interface Sender {
  readonly device: RecordedDevice;
  /** With one other; its groups come and go. */
  readonly conversations: readonly Id[];
}

export interface TrafficOptions {
  readonly senders: readonly Sender[];
  readonly watchers: readonly Sender[];
  readonly plan: TrafficPlan;
  readonly random: () => number;
}

/** What the users of a fleet do: bursts of messages, reading, taking back, looking into conversations. */
export class Traffic {
  invoked = 0;
  readonly #options: TrafficOptions;
  readonly #due = { messages: 0, reads: 0, recalls: 0, watchAt: 0, tickAt: performance.now() };
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor(options: TrafficOptions) {
    this.#options = options;
  }

  start(): void {
    this.#due.tickAt = performance.now();
    this.#timer = setInterval(() => this.#tick(), TICK_MS);
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  #tick(): void {
    const { plan } = this.#options;
    const now = performance.now();
    const seconds = (now - this.#due.tickAt) / 1000;
    this.#due.tickAt = now;
    this.#due.messages = Math.min(this.#due.messages + seconds * plan.messagesPerSecond, plan.messagesPerSecond * MAX_ARREARS_SECONDS);
    this.#due.reads = Math.min(this.#due.reads + seconds * plan.readsPerSecond, plan.readsPerSecond * MAX_ARREARS_SECONDS);
    this.#due.recalls = Math.min(this.#due.recalls + seconds * plan.recallsPerSecond, plan.recallsPerSecond * MAX_ARREARS_SECONDS);
    while (this.#due.messages >= 1 && this.#burst());
    for (; this.#due.reads >= 1; this.#due.reads -= 1) this.#read();
    for (; this.#due.recalls >= 1; this.#due.recalls -= 1) this.#any(this.#options.senders).device.recall();
    if (now >= this.#due.watchAt) this.#watch(now);
  }

  /** False when the device that was drawn has too much open: the others wait with it, or the busy ones would get all. */
  #burst(): boolean {
    const { plan, random } = this.#options;
    const { device, conversations } = this.#any(this.#options.senders);
    if (device.openSends >= plan.maxOpenPerDevice) return false;
    const size = 1 + Math.floor(random() * plan.maxBurst);
    const texts = Array.from({ length: size }, (_, n) => `${device.name}#${this.invoked + n}`);
    this.invoked += size;
    this.#due.messages -= size;
    const groups = random() < plan.groupShare ? device.groups : [];
    guard(device.send(this.#any(groups.length > 0 ? groups : conversations), ...texts), uncaught);
    return true;
  }

  #read(): void {
    const sender = this.#any(this.#options.senders);
    guard(sender.device.read(this.#place(sender)), uncaught);
  }

  #watch(now: number): void {
    this.#due.watchAt = now + WATCH_MS;
    for (const sender of this.#options.watchers) guard(sender.device.watch(this.#place(sender)), uncaught);
  }

  #place({ device, conversations }: Sender): Id {
    return this.#any([...conversations, ...device.groups]);
  }

  #any<T>(items: readonly T[]): T {
    return items[Math.floor(this.#options.random() * items.length)] as T;
  }
}

function uncaught(error: unknown): void {
  queueMicrotask(() => {
    throw error;
  });
}
