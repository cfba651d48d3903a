/** All frames of a node on their way to peers, for the gauges. */
export interface SendTotals {
  frames: number;
  bytes: number;
}

/** What one session may have queued, over all of its lanes (F-9). */
export const MAX_QUEUED_FRAMES = 256;
export const MAX_QUEUED_BYTES = 256 * 1_024;

export class SendBudget {
  readonly #totals: SendTotals;
  #frames = 0;
  #bytes = 0;

  constructor(totals: SendTotals) {
    this.#totals = totals;
  }

  get frames(): number {
    return this.#frames;
  }

  /** False: the limit is reached; nothing was taken. */
  take(bytes: number): boolean {
    if (this.#frames >= MAX_QUEUED_FRAMES || this.#bytes + bytes > MAX_QUEUED_BYTES) return false;
    this.force(bytes);
    return true;
  }

  force(bytes: number): void {
    this.#add(1, bytes);
  }

  give(frames: number, bytes: number): void {
    this.#add(-frames, -bytes);
  }

  #add(frames: number, bytes: number): void {
    this.#frames += frames;
    this.#bytes += bytes;
    this.#totals.frames += frames;
    this.#totals.bytes += bytes;
  }
}
