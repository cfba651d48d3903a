import { guard } from '@godwit/shared/guard';
import { FrameReader, MAX_FRAME_BYTES } from '@godwit/shared/protocol/frame';
import { readFrames } from './read-frames.js';

export interface StreamLaneOptions {
  /** Opened at once; frames wait for it. */
  readonly stream: Promise<WebTransportBidirectionalStream>;
  readonly frame: (bytes: Uint8Array) => void;
  readonly broken: (reason: string) => void;
}

/** One bidirectional stream of length-prefixed frames. One write at a time; what gathers meanwhile goes out as one. */
export class StreamLane {
  readonly #options: StreamLaneOptions;
  #waiting: Uint8Array[] = [];
  #writer: WritableStreamDefaultWriter<Uint8Array> | undefined;
  #writing = false;

  constructor(options: StreamLaneOptions) {
    this.#options = options;
    guard(this.#run(), (error) => {
      options.broken(String(error));
    });
  }

  send(frame: Uint8Array): void {
    this.#waiting.push(frame);
    if (this.#writer && !this.#writing) guard(this.#flush(this.#writer), (error) => this.#options.broken(String(error)));
  }

  async #run(): Promise<void> {
    const stream = await this.#options.stream;
    this.#writer = stream.writable.getWriter() as WritableStreamDefaultWriter<Uint8Array>;
    guard(this.#writer.closed);
    guard(this.#flush(this.#writer), (error) => this.#options.broken(String(error)));
    await this.#read(stream.readable.getReader() as ReadableStreamDefaultReader<Uint8Array>);
  }

  async #flush(writer: WritableStreamDefaultWriter<Uint8Array>): Promise<void> {
    this.#writing = true;
    while (this.#waiting.length > 0) {
      const frames = this.#waiting;
      this.#waiting = [];
      await writer.write(joined(frames));
    }
    this.#writing = false;
  }

  async #read(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<void> {
    guard(reader.closed);
    const frames = new FrameReader({ maxFrameBytes: MAX_FRAME_BYTES });
    for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read()) {
      if (!readFrames(frames, chunk.value, this.#options.frame)) return this.#options.broken('a frame is too large');
    }
    this.#options.broken('the stream ended');
  }
}

function joined(frames: readonly Uint8Array[]): Uint8Array {
  const [first] = frames;
  if (first && frames.length === 1) return first;
  const all = new Uint8Array(frames.reduce((sum, f) => sum + f.length, 0));
  frames.reduce((at, f) => (all.set(f, at), at + f.length), 0);
  return all;
}
