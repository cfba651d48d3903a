// Hop 4: frames on their way to NATS. What arrives in one turn of the loop leaves at its end in one envelope. No timer: gathering longer
// here was measured to save no CPU and to cost latency. Bound: 256 KB leave at once.
import type { Bus } from '@godwit/shared/bus/bus';
import type { Clock } from '@godwit/shared/clock';
import { MAX_FRAME_BYTES } from '@godwit/shared/protocol/frame';
import { encodeToLogic } from '@godwit/shared/protocol/inside';
import type { UpstreamFrame } from '@godwit/shared/protocol/messages/upstream-frame';

/** With the largest frame on top: what one message of NATS carries. */
const MAX_BYTES = 256 * 1_024;

export interface UpstreamBatchOptions {
  readonly bus: Pick<Bus, 'publish'>;
  readonly clock: Clock;
  readonly node: string;
  /** Logic drops what is older than this (C8). */
  readonly ttlMs: number;
  /** Where to, asked for each envelope. */
  readonly subject: () => string;
}

export class UpstreamBatch {
  readonly #options: UpstreamBatchOptions;
  /** Where the bytes of the frames lie until they are published. */
  readonly #buffer = new Uint8Array(MAX_BYTES + MAX_FRAME_BYTES);
  #frames: UpstreamFrame[] = [];
  #bytes = 0;
  #receivedAt = 0;

  constructor(options: UpstreamBatchOptions) {
    this.#options = options;
  }

  /** The frame's bytes are copied. */
  add({ frame, ...from }: UpstreamFrame): void {
    if (this.#frames.length === 0) {
      this.#receivedAt = this.#options.clock.now();
      queueMicrotask(this.publish);
    }
    const start = this.#bytes;
    this.#bytes += frame.length;
    this.#buffer.set(frame, start);
    this.#frames.push({ ...from, frame: this.#buffer.subarray(start, this.#bytes) });
    if (this.#bytes >= MAX_BYTES) this.publish();
  }

  /** What NATS does not take is lost, and sent again by those who wait for an answer. */
  readonly publish = (): void => {
    if (this.#frames.length === 0) return;
    const { bus, node, ttlMs, subject } = this.#options;
    const receivedAt = this.#receivedAt;
    bus.publish(subject(), encodeToLogic({ kind: 'upstream', node, receivedAt, expiresAt: receivedAt + ttlMs, frames: this.#frames }));
    this.#frames = [];
    this.#bytes = 0;
  };
}
