// Hop 3: one lane of a session, cut into frames.
import { FrameReader, type FrameRead } from '@godwit/shared/protocol/frame';
import type { Lane as LaneName } from '@godwit/shared/protocol/messages/lane';
import type { Lane } from '../transport.js';

export class InboundLane {
  readonly name: LaneName;
  readonly #lane: Lane;
  readonly #reader: FrameReader;
  #partialSince: number | undefined;

  constructor(name: LaneName, lane: Lane, maxFrameBytes: number) {
    this.name = name;
    this.#lane = lane;
    this.#reader = new FrameReader({ maxFrameBytes });
  }

  /** Monotonic time of the first byte of a frame that is not complete; undefined = none is under way (C21: ≤ 10 s). */
  get partialSince(): number | undefined {
    return this.#partialSince;
  }

  setMaxFrameBytes(maxFrameBytes: number): void {
    this.#reader.setMaxFrameBytes(maxFrameBytes);
  }

  /** Waits for bytes; false when no more can come. Call next() until 'need-more' before reading again. */
  async read(now: () => number): Promise<boolean> {
    const chunk = await this.#lane.read();
    if (chunk === undefined) return false;
    this.#reader.push(chunk);
    this.#partialSince ??= now();
    return true;
  }

  next(now: number): FrameRead {
    const read = this.#reader.next();
    if (read.at !== 'need-more') this.#partialSince = now;
    else if (this.#reader.pendingBytes === 0) this.#partialSince = undefined;
    return read;
  }
}
