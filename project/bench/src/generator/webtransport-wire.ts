import type { OpenWire, WireListener } from './wire.ts';

const READ_BYTES = 4_096;

/** One bidirectional stream, the live lane. Writes that gather while one is in flight go out together, as those of the SDK do. */
export const openWebTransportWire: OpenWire = async (node, listener) => {
  const serverCertificateHashes = node.certificateHashes.map((hash) => ({ algorithm: 'sha-256', value: fromBase64(hash) }));
  const transport = new WebTransport(node.url, { serverCertificateHashes });
  const ended = (why: unknown): void => listener.closed(String(why));
  transport.closed.then(() => ended('closed'), ended);
  await transport.ready;
  const { readable, writable } = await transport.createBidirectionalStream();
  read(readable as ReadableStream<Uint8Array<ArrayBuffer>>, listener).catch(ended);
  const writer = (writable as WritableStream<Uint8Array>).getWriter();
  let waiting: Uint8Array[] = [];
  let writing = false;
  const flush = async (): Promise<void> => {
    writing = true;
    while (waiting.length > 0) {
      const parts = waiting;
      waiting = [];
      await writer.write(joined(parts));
    }
    writing = false;
  };
  return {
    write: (bytes) => {
      waiting.push(bytes);
      if (!writing) flush().catch(ended);
    },
    close: () => transport.close(),
  };
};

/** Into one small buffer that is used again: default readers cost twice the memory. */
async function read(readable: ReadableStream<Uint8Array<ArrayBuffer>>, listener: WireListener): Promise<void> {
  const reader = readable.getReader({ mode: 'byob' });
  let buffer = new ArrayBuffer(READ_BYTES);
  for (;;) {
    const { value, done } = await reader.read(new Uint8Array(buffer));
    if (done) return;
    listener.bytes(value);
    buffer = value.buffer;
  }
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const [only] = parts;
  if (only !== undefined && parts.length === 1) return only;
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

const fromBase64 = (text: string): Uint8Array<ArrayBuffer> => Uint8Array.from(atob(text), (char) => char.charCodeAt(0));
