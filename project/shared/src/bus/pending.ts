/** Work of one subscription that has not ended: messages whose handler returned a promise that has not settled. */
export class Pending {
  readonly #max: number;
  readonly #maxBytes: number;
  #count = 0;
  #bytes = 0;
  #whenIdle: (() => void) | undefined;

  constructor(max: number, maxBytes: number) {
    this.#max = max;
    this.#maxBytes = maxBytes;
  }

  get count(): number {
    return this.#count;
  }

  hasRoom(bytes: number): boolean {
    return this.#count < this.#max && this.#bytes + bytes <= this.#maxBytes;
  }

  /** Counts the work until it settles; the promise must not reject. */
  track(work: Promise<void>, bytes: number): void {
    this.#count++;
    this.#bytes += bytes;
    void work.then(() => {
      this.#count--;
      this.#bytes -= bytes;
      if (this.#count === 0) this.#whenIdle?.();
    });
  }

  /** Resolves when no work is under way. */
  idle(): Promise<void> {
    if (this.#count === 0) return Promise.resolve();
    return new Promise((resolve) => {
      this.#whenIdle = resolve;
    });
  }
}
