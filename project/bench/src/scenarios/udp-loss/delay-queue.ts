/** Packets under way at once; beyond, they are lost, as in a router whose queue is full. */
const MAX_WAITING = 10_000;

type Packet = Uint8Array<ArrayBuffer>;

/** Delivers each packet `delayMs` after it was pushed, in order. */
export class DelayQueue {
  readonly #delayMs: number;
  readonly #deliver: (packet: Packet) => void;
  readonly #waiting: { readonly dueAtMs: number; readonly packet: Packet }[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(delayMs: number, deliver: (packet: Packet) => void) {
    this.#delayMs = delayMs;
    this.#deliver = deliver;
  }

  /** False: full. */
  push(packet: Packet): boolean {
    if (this.#waiting.length >= MAX_WAITING) return false;
    this.#waiting.push({ dueAtMs: performance.now() + this.#delayMs, packet });
    if (this.#timer === undefined) this.#run();
    return true;
  }

  #run(): void {
    this.#timer = undefined;
    for (let next = this.#waiting[0]; next !== undefined; next = this.#waiting[0]) {
      const waitMs = next.dueAtMs - performance.now();
      if (waitMs > 0) {
        this.#timer = setTimeout(() => this.#run(), waitMs);
        return;
      }
      this.#waiting.shift();
      this.#deliver(next.packet);
    }
  }
}
