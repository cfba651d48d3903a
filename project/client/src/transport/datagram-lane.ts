import { guard } from '@godwit/shared/guard';

/** Larger ones do not fit a packet on every path. */
const MAX_DATAGRAM_BYTES = 1_000;

/** One frame a datagram, without length prefix. They may get lost or overtake each other; a newer one is dropped while the last was not taken. */
export class DatagramLane {
  readonly #writer: WritableStreamDefaultWriter<Uint8Array>;
  #writing = false;

  constructor(datagrams: WebTransportDatagramDuplexStream, frame: (bytes: Uint8Array) => void) {
    this.#writer = datagrams.writable.getWriter() as WritableStreamDefaultWriter<Uint8Array>;
    guard(this.#writer.closed);
    guard(read(datagrams.readable.getReader() as ReadableStreamDefaultReader<Uint8Array>, frame));
  }

  /** False: too large. */
  send(bytes: Uint8Array): boolean {
    if (bytes.length > MAX_DATAGRAM_BYTES) return false;
    if (this.#writing) return true;
    this.#writing = true;
    guard(
      this.#writer.write(bytes).finally(() => {
        this.#writing = false;
      }),
    );
    return true;
  }
}

/** The end of the session ends it too, and is seen elsewhere. */
async function read(reader: ReadableStreamDefaultReader<Uint8Array>, frame: (bytes: Uint8Array) => void): Promise<void> {
  guard(reader.closed);
  for (let next = await reader.read(); !next.done; next = await reader.read()) frame(next.value);
}
