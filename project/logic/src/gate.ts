// Work that is admitted a few at a time, in order. Bound: `maxWaiting` wait, then run() rejects with Overloaded.
import { Overloaded } from './gather.js';

export class Gate {
  readonly #maxRunning: number;
  readonly #maxWaiting: number;
  readonly #waiting: (() => void)[] = [];
  #running = 0;

  constructor({ maxRunning, maxWaiting }: { maxRunning: number; maxWaiting: number }) {
    this.#maxRunning = maxRunning;
    this.#maxWaiting = maxWaiting;
  }

  get waiting(): number {
    return this.#waiting.length;
  }

  async run<T>(work: () => Promise<T>): Promise<T> {
    if (this.#running >= this.#maxRunning) await this.#turn();
    else this.#running++;
    try {
      return await work();
    } finally {
      const next = this.#waiting.shift();
      if (next === undefined) this.#running--;
      else next();
    }
  }

  /** The one that ends hands its place on. */
  #turn(): Promise<void> {
    if (this.#waiting.length >= this.#maxWaiting) return Promise.reject(new Overloaded(`${String(this.#waiting.length)} wait already`));
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
    });
  }
}
