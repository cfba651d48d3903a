// Deno: WebTransport and bare QUIC sessions for quic-attacker.ts. One request a line; killing the process makes its peers vanish.
import { base64Of, bytesOf, type Operation, serveJson } from './serve-json.ts';

interface Duplex {
  readonly readable: ReadableStream<Uint8Array>;
  readonly writable: WritableStream<Uint8Array>;
}
interface WebTransportSession {
  readonly closed: Promise<unknown>;
  readonly ready: Promise<unknown>;
  readonly datagrams: { readonly writable: WritableStream<Uint8Array> };
  createBidirectionalStream(): Promise<Duplex>;
  createUnidirectionalStream(): Promise<WritableStream<Uint8Array>>;
  close(): void;
}
declare const WebTransport: new (url: string, options: unknown) => WebTransportSession;

interface QuicConnection {
  readonly closed: Promise<unknown>;
  createBidirectionalStream(): Promise<Duplex>;
  createUnidirectionalStream(): Promise<WritableStream<Uint8Array>>;
  close(info: { closeCode: number; reason: string }): void;
}
declare const Deno: { connectQuic(options: object): Promise<QuicConnection> };

const AT_ONCE = 16;

/** Things that later requests name by number. */
class Kept<T> {
  readonly #things: T[] = [];
  add(thing: T): number {
    return this.#things.push(thing) - 1;
  }
  get(number: unknown): T {
    const thing = this.#things[Number(number)];
    if (thing === undefined) throw new Error(`there is no number ${String(number)}`);
    return thing;
  }
}

interface Lane {
  readonly reader: ReadableStreamDefaultReader<Uint8Array>;
  readonly writer: WritableStreamDefaultWriter<Uint8Array>;
}

const sessions = new Kept<WebTransportSession>();
const lanes = new Kept<Lane>();
const connections = new Kept<QuicConnection>();
const writers = new Kept<WritableStreamDefaultWriter<Uint8Array>>();

const ignore = (promise: Promise<unknown>): void => {
  promise.catch(() => undefined);
};

async function open({ url, hash }: Readonly<Record<string, unknown>>): Promise<number> {
  const session = new WebTransport(String(url), { serverCertificateHashes: [{ algorithm: 'sha-256', value: bytesOf(hash) }] });
  ignore(session.closed);
  await session.ready;
  return sessions.add(session);
}

async function lane(session: unknown): Promise<number> {
  const stream = await sessions.get(session).createBidirectionalStream();
  const opened = { reader: stream.readable.getReader(), writer: stream.writable.getWriter() };
  ignore(opened.reader.closed);
  ignore(opened.writer.closed);
  return lanes.add(opened);
}

const openMany: Operation = async (request) => {
  const waiting = [...(request['first'] as string[])];
  let answered = 0;
  const openSome = async (): Promise<void> => {
    for (let first = waiting.pop(); first !== undefined; first = waiting.pop()) {
      const { reader, writer } = lanes.get(await lane(await open(request)));
      await writer.write(bytesOf(first));
      if (!(await reader.read()).done) answered++;
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, openSome));
  return answered;
};

/** A QUIC connection that is no WebTransport session: what comes over it is the attacker's affair. */
const connectQuic: Operation = async ({ port, alpn, ca }) => {
  const connection = await Deno.connectQuic({
    hostname: '127.0.0.1',
    port: Number(port),
    alpnProtocols: [String(alpn)],
    caCerts: [String(ca)],
    serverName: 'localhost',
    keepAliveInterval: 200,
  });
  ignore(connection.closed);
  return connections.add(connection);
};

const quicStream: Operation = async ({ connection, kind, data }) => {
  const quic = connections.get(connection);
  const writable = kind === 'unidirectional' ? await quic.createUnidirectionalStream() : (await quic.createBidirectionalStream()).writable;
  const writer = writable.getWriter();
  ignore(writer.closed);
  await writer.write(bytesOf(data));
  return writers.add(writer);
};

serveJson({
  open,
  lane: ({ session }) => lane(session),
  openMany,
  write: ({ lane: number, data }) => lanes.get(number).writer.write(bytesOf(data)),
  read: async ({ lane: number }) => {
    const { value } = await lanes
      .get(number)
      .reader.read()
      .catch(() => ({ value: undefined }));
    return value === undefined ? null : base64Of(value);
  },
  closed: async ({ session }) => {
    await sessions.get(session).closed.catch(() => undefined);
  },
  close: async ({ session }) => sessions.get(session).close(),
  datagram: async ({ session, data }) => {
    const writer = sessions.get(session).datagrams.writable.getWriter();
    await writer.write(bytesOf(data));
    writer.releaseLock();
  },
  unidirectional: async ({ session, data }) => {
    const writer = (await sessions.get(session).createUnidirectionalStream()).getWriter();
    ignore(writer.closed);
    await writer.write(bytesOf(data));
  },
  connectQuic,
  quicStream,
  quicWrite: ({ stream, data }) => writers.get(stream).write(bytesOf(data)),
  /** The error text with which the connection ended. */
  quicClosed: async ({ connection }) =>
    connections.get(connection).closed.then(
      (info) => JSON.stringify(info),
      (error: unknown) => String(error),
    ),
});
