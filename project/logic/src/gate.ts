// Work that is admitted a few at a time: those who wait take turns, what one of them asked for goes in order.
// Bound: `maxWaiting` wait, then run() rejects with Overloaded.
import { Overloaded } from './gather.js';

export class Gate {
  readonly #maxRunning: number;
  readonly #maxWaiting: number;
  /** The first is next. */
  readonly #waiting = new Map<string, (() => void)[]>();
  #waitingCount = 0;
  #running = 0;

  constructor({ maxRunning, maxWaiting }: { maxRunning: number; maxWaiting: number }) {
    this.#maxRunning = maxRunning;
    this.#maxWaiting = maxWaiting;
  }

  get waiting(): number {
    return this.#waitingCount;
  }

  async run<T>(who: string, work: () => Promise<T>): Promise<T> {
    if (this.#running >= this.#maxRunning) await this.#turn(who);
    else this.#running++;
    try {
      return await work();
    } finally {
      this.#handOn();
    }
  }

  #turn(who: string): Promise<void> {
    if (this.#waitingCount >= this.#maxWaiting) return Promise.reject(new Overloaded(`${String(this.#waitingCount)} wait already`));
    this.#waitingCount++;
    return new Promise((resolve) => {
      const queue = this.#waiting.get(who);
      if (queue === undefined) this.#waiting.set(who, [resolve]);
      else queue.push(resolve);
    });
  }

  /** The one that ends gives its place to the next; whose turn it was goes to the end. */
  #handOn(): void {
    const [first] = this.#waiting;
    if (first === undefined) {
      this.#running--;
      return;
    }
    const [who, queue] = first;
    const next = queue.shift();
    this.#waiting.delete(who);
    if (queue.length > 0) this.#waiting.set(who, queue);
    this.#waitingCount--;
    next?.();
  }
}
