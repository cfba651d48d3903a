// Hops 3 and 8: a lane over a duplex Web Stream. Reads go into one small buffer per lane that is used again and again:
// 1 KiB while quiet (an idle session costs 80 KB instead of 200), 16 KiB once a read fills it.
import type { ReadableStream, WritableStream } from 'node:stream/web';
import { guard } from '@godwit/shared/guard';
import type { Lane } from '../transport.js';

const QUIET_READ_BYTES = 1_024;
const BUSY_READ_BYTES = 16_384;

export interface DuplexByteStream {
  readonly readable: ReadableStream<Uint8Array>;
  readonly writable: WritableStream<Uint8Array>;
}

export class StreamLane implements Lane {
  readonly #reader;
  readonly #writer;
  #buffer = new ArrayBuffer(QUIET_READ_BYTES);

  constructor(stream: DuplexByteStream) {
    this.#reader = stream.readable.getReader({ mode: 'byob' });
    this.#writer = stream.writable.getWriter();
    guard(this.#reader.closed);
    guard(this.#writer.closed);
    guard(this.#writer.ready);
  }

  async read(): Promise<Uint8Array | undefined> {
    try {
      const { value, done } = await this.#reader.read(new Uint8Array(this.#buffer));
      if (done || value === undefined) return undefined;
      this.#buffer = nextBuffer(value);
      return value;
    } catch {
      return undefined; // reset by the peer, or the connection is gone
    }
  }

  /** What nobody reads, up to a window of 1.25 MB, is held until the connection is collected; to cancel the stream changes nothing of that. */
  abandon(): void {
    guard(this.#drain());
  }

  async #drain(): Promise<void> {
    while ((await this.read()) !== undefined);
  }

  async write(frames: readonly Uint8Array[]): Promise<void> {
    const [first] = frames;
    if (first !== undefined) await this.#writer.write(frames.length === 1 ? first : joined(frames));
  }
}

/** The memory that was read into, unless the traffic asks for another size. */
function nextBuffer(read: Uint8Array): ArrayBuffer {
  const buffer = read.buffer as ArrayBuffer;
  const size =
    read.length === buffer.byteLength ? BUSY_READ_BYTES : read.length > QUIET_READ_BYTES / 2 ? buffer.byteLength : QUIET_READ_BYTES;
  return size === buffer.byteLength ? buffer : new ArrayBuffer(size);
}

function joined(frames: readonly Uint8Array[]): Uint8Array {
  let length = 0;
  for (const frame of frames) length += frame.length;
  const all = new Uint8Array(length);
  let at = 0;
  for (const frame of frames) {
    all.set(frame, at);
    at += frame.length;
  }
  return all;
}
