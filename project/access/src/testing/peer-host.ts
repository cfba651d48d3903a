// A WebTransport client in a Deno process of its own, driven by JSON lines: one request a line, one answer a line.
// Run by testing/peer-process.ts; killing the process is how tests make peers vanish.
import { createInterface } from 'node:readline';

interface Stream {
  readonly reader: ReadableStreamDefaultReader<Uint8Array>;
  readonly writer: WritableStreamDefaultWriter<Uint8Array>;
}
interface Connection {
  readonly closed: Promise<unknown>;
  readonly ready: Promise<unknown>;
  readonly datagrams: { readonly readable: ReadableStream<Uint8Array>; readonly writable: WritableStream<Uint8Array> };
  createBidirectionalStream(): Promise<{ readable: ReadableStream<Uint8Array>; writable: WritableStream<Uint8Array> }>;
  createUnidirectionalStream(): Promise<WritableStream<Uint8Array>>;
  close(): void;
}
declare const WebTransport: new (url: string, options: unknown) => Connection;

const connections: Connection[] = [];
const streams: Stream[] = [];

const bytes = (base64: unknown): Uint8Array => new Uint8Array(Buffer.from(String(base64), 'base64'));

async function open({ url, hash }: Record<string, unknown>): Promise<number> {
  const connection = new WebTransport(String(url), { serverCertificateHashes: [{ algorithm: 'sha-256', value: bytes(hash) }] });
  connection.closed.catch(() => undefined);
  await connection.ready;
  return connections.push(connection) - 1;
}

async function lane({ session }: Record<string, unknown>): Promise<number> {
  const stream = await connections[Number(session)]!.createBidirectionalStream();
  const opened = { reader: stream.readable.getReader(), writer: stream.writable.getWriter() };
  opened.reader.closed.catch(() => undefined);
  opened.writer.closed.catch(() => undefined);
  return streams.push(opened) - 1;
}

/** One connection and its first lane per entry of `first`, which is written to it; waits for an answer on each. */
async function openMany({ url, hash, first }: Record<string, unknown>): Promise<number> {
  const waiting = [...(first as string[])];
  let answered = 0;
  const openSome = async (): Promise<void> => {
    for (let data = waiting.pop(); data !== undefined; data = waiting.pop()) {
      const stream = streams[await lane({ session: await open({ url, hash }) })]!;
      await stream.writer.write(bytes(data));
      if (!(await stream.reader.read()).done) answered++;
    }
  };
  await Promise.all(Array.from({ length: 16 }, openSome));
  return answered;
}

const operations: Record<string, (request: Record<string, unknown>) => Promise<unknown>> = {
  open,
  lane,
  openMany,
  write: async (r) => {
    await streams[Number(r['lane'])]!.writer.write(bytes(r['data']));
  },
  finish: async (r) => {
    await streams[Number(r['lane'])]!.writer.close();
  },
  read: async (r) => {
    const { value } = await streams[Number(r['lane'])]!.reader.read().catch(() => ({ value: undefined }));
    return value === undefined ? null : Buffer.from(value).toString('base64');
  },
  datagram: async (r) => {
    const writer = connections[Number(r['session'])]!.datagrams.writable.getWriter();
    await writer.write(bytes(r['data']));
    writer.releaseLock();
  },
  readDatagram: async (r) => {
    const reader = connections[Number(r['session'])]!.datagrams.readable.getReader();
    const { value } = await reader.read();
    reader.releaseLock();
    return Buffer.from(value!).toString('base64');
  },
  closed: async (r) => {
    await connections[Number(r['session'])]!.closed.catch(() => undefined);
  },
  /** A QUIC connection that never becomes a session; resolves when it is over. */
  quic: async (r) => {
    const conn = await Deno.connectQuic({
      hostname: '127.0.0.1',
      port: Number(r['port']),
      alpnProtocols: [String(r['alpn'])],
      caCerts: [String(r['ca'])],
      serverName: 'localhost',
      keepAliveInterval: 200,
    });
    await conn.closed.catch(() => undefined);
  },
  /** Junk on lanes of a kind that no client opens. */
  unidirectional: async (r) => {
    const writer = (await connections[Number(r['session'])]!.createUnidirectionalStream()).getWriter();
    await writer.write(bytes(r['data']));
    await writer.close();
  },
  close: (r) => {
    connections[Number(r['session'])]!.close();
    return Promise.resolve();
  },
};

createInterface({ input: process.stdin }).on('line', (line) => {
  const request = JSON.parse(line) as Record<string, unknown>;
  const answer = (result: Record<string, unknown>): void => {
    console.log(JSON.stringify({ id: request['id'], ...result }));
  };
  operations[String(request['op'])]!(request).then(
    (value) => {
      answer({ value });
    },
    (error: unknown) => {
      answer({ error: String(error) });
    },
  );
});
