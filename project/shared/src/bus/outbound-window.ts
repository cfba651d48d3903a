/**
 * Bytes handed to the connection that the server has not confirmed. nats.js buffers what the socket does not take
 * without limit and without a sign; a PING in the stream of publishes is answered only after the server read all before it.
 * Bounded: `maxBytes`; then `admit` refuses. One PING is under way at a time.
 */
export class OutboundWindow {
  readonly #maxBytes: number;
  readonly #confirm: () => Promise<void>;
  #unconfirmedBytes = 0;
  #confirming = false;

  /** `confirm` settles when everything admitted before the call has left the buffer: read by the server, or dropped with the connection. */
  constructor(maxBytes: number, confirm: () => Promise<void>) {
    this.#maxBytes = maxBytes;
    this.#confirm = confirm;
  }

  get bytes(): number {
    return this.#unconfirmedBytes;
  }

  /** Whether `bytes` may be handed to the connection. A single payload larger than the window passes when the window is empty. */
  hasRoom(bytes: number): boolean {
    return this.#unconfirmedBytes === 0 || this.#unconfirmedBytes + bytes <= this.#maxBytes;
  }

  /** Counts bytes that were handed over; starts a confirmation when an eighth of the window is out. */
  sent(bytes: number): void {
    this.#unconfirmedBytes += bytes;
    if (!this.#confirming && this.#unconfirmedBytes >= this.#maxBytes / 8) void this.#confirmSent();
  }

  async #confirmSent(): Promise<void> {
    this.#confirming = true;
    const coveredBytes = this.#unconfirmedBytes;
    await this.#confirm().catch(() => undefined);
    this.#confirming = false;
    this.#unconfirmedBytes -= coveredBytes;
    this.sent(0);
  }
}
