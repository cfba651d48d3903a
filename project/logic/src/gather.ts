// Calls that are made together: what gathered while the previous batch was under way is the next batch. No timers.
// Bound: `maxWaiting` items wait, then submit() rejects with Overloaded.

/** The caller refuses with OVERLOADED. */
export class Overloaded extends Error {
  override readonly name = 'Overloaded';
}

export interface GatherOptions<I, O> {
  readonly maxBatch: number;
  readonly maxWaiting: number;
  /** One answer for each item, in their order. A rejection is everybody's. */
  readonly run: (items: readonly I[]) => Promise<readonly O[]>;
}

interface Call<I, O> {
  readonly item: I;
  readonly resolve: (answer: O) => void;
  readonly reject: (error: unknown) => void;
}

export class Gather<I, O> {
  readonly #options: GatherOptions<I, O>;
  #waiting: Call<I, O>[] = [];
  #running: Promise<void> | undefined;

  constructor(options: GatherOptions<I, O>) {
    this.#options = options;
  }

  get waiting(): number {
    return this.#waiting.length;
  }

  submit(item: I): Promise<O> {
    if (this.#waiting.length >= this.#options.maxWaiting)
      return Promise.reject(new Overloaded(`${String(this.#waiting.length)} calls wait already`));
    return new Promise((resolve, reject) => {
      this.#waiting.push({ item, resolve, reject });
      this.#running ??= this.#work();
    });
  }

  /** Resolves when nothing waits. */
  async finish(): Promise<void> {
    await this.#running;
  }

  async #work(): Promise<void> {
    while (this.#waiting.length > 0) {
      const calls = this.#waiting.slice(0, this.#options.maxBatch);
      this.#waiting = this.#waiting.slice(calls.length);
      await this.#settle(calls);
    }
    this.#running = undefined;
  }

  async #settle(calls: readonly Call<I, O>[]): Promise<void> {
    try {
      const answers = await this.#options.run(calls.map(({ item }) => item));
      calls.forEach(({ resolve }, i) => {
        resolve(answers[i]!);
      });
    } catch (error) {
      for (const { reject } of calls) reject(error);
    }
  }
}
