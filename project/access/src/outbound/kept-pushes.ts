// F-11: the counted pushes of one session that its peer has not confirmed, for a session that resumes it. An idle one keeps nothing.
// Bounds: 128 pushes and 256 KiB of a session, 64 MiB of a node. What does not fit is forgotten, oldest first; the peer syncs then.
const MAX_PUSHES = 128;
const MAX_BYTES = 256 * 1_024;
export const MAX_NODE_BYTES = 64 * 1_024 * 1_024;

/** Of all sessions of a node; a frame that many sessions keep counts for each. */
export interface KeptTotals {
  bytes: number;
}

export class KeptPushes {
  readonly #totals: KeptTotals;
  /** Of the pushes number `#count - #frames.length + 1` to `#count`. */
  #frames: Uint8Array[] = [];
  #bytes = 0;
  #count: number;

  /** count: pushes that the peer had before. */
  constructor(totals: KeptTotals, count = 0) {
    this.#totals = totals;
    this.#count = count;
  }

  /** How many pushes the session has had. */
  get count(): number {
    return this.#count;
  }

  /** The frame must not change, and should not be a view of something larger: it is kept until the peer's next Ping. */
  add(frame: Uint8Array): void {
    this.#count++;
    this.#frames.push(frame);
    this.#grow(frame.length);
    if (this.#totals.bytes > MAX_NODE_BYTES) this.clear();
    while (this.#frames.length > MAX_PUSHES || this.#bytes > MAX_BYTES) this.#drop(1);
  }

  /** The peer has had so many. */
  confirm(count: number): void {
    if (count <= this.#count) this.#drop(this.#frames.length - (this.#count - count));
  }

  /** What came after so many; undefined when that is not known any more, or nonsense. */
  after(count: number): readonly Uint8Array[] | undefined {
    const missing = this.#count - count;
    return missing < 0 || missing > this.#frames.length ? undefined : this.#frames.slice(this.#frames.length - missing);
  }

  clear(): void {
    this.#grow(-this.#bytes);
    this.#frames = [];
  }

  #drop(pushes: number): void {
    if (pushes <= 0) return;
    for (const frame of this.#frames.splice(0, pushes)) this.#grow(-frame.length);
  }

  #grow(bytes: number): void {
    this.#bytes += bytes;
    this.#totals.bytes += bytes;
  }
}
