// C18: what an engine brought that the session has not read yet, for engines that push.
// Bounds: 4,096 messages, 256 KiB or what the engine needs; over them the engine ends the session.

const MAX_MESSAGES = 4_096;

export class Unread {
  readonly #maxBytes: number;
  readonly #messages: Uint8Array[] = [];
  #bytes = 0;
  #ended = false;
  #waiting: ((message: Uint8Array | undefined) => void) | undefined;

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  get empty(): boolean {
    return this.#messages.length === 0;
  }

  /** False: there is more than may be kept. */
  arrive(message: Uint8Array): boolean {
    if (this.#hand(message)) return true;
    this.#messages.push(message);
    this.#bytes += message.length;
    return this.#messages.length <= MAX_MESSAGES && this.#bytes <= this.#maxBytes;
  }

  /** Nothing more will arrive. */
  end(): void {
    this.#ended = true;
    this.#hand(undefined);
  }

  read(): Promise<Uint8Array | undefined> {
    const next = this.#messages.shift();
    if (next !== undefined) this.#bytes -= next.length;
    if (next !== undefined || this.#ended) return Promise.resolve(next);
    return new Promise((resolve) => {
      this.#waiting = resolve;
    });
  }

  #hand(message: Uint8Array | undefined): boolean {
    const waiting = this.#waiting;
    this.#waiting = undefined;
    waiting?.(message);
    return waiting !== undefined;
  }
}
