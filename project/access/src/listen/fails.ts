// Hops 3 and 8: WebTransport on Node by @fails-components/webtransport, chosen with ACCESS_ENGINE=fails (an optional dependency).
// HTTP/3 where its quiche addon is installed; otherwise its HTTP/2 server, which only its own Node client speaks, not browsers.
import { randomBytes } from 'node:crypto';
import { deadline, guard } from '@godwit/shared/guard';
import { type Transport, TRANSPORT_PATH, type TransportOptions } from '../transport.js';
import type { Certificate } from './certificate.js';
import { EagerLane } from './eager-lane.js';
import { type ServerWebTransport, WebTransportSession } from './web-transport-session.js';

const QUICHE = '@fails-components/webtransport-transport-http3-quiche';
const LISTEN_MS = 5_000;

export interface FailsOptions extends TransportOptions {
  readonly certificate: Certificate;
}

export interface FailsTransport extends Transport {
  /** HTTP/2: the TCP port is taken. */
  readonly usesTcp: boolean;
  useCertificate(certificate: Certificate): void;
}

type FailsModule = typeof import('@fails-components/webtransport');

export async function listenFails(options: FailsOptions): Promise<FailsTransport> {
  const fails = await load();
  const http = (await hasQuiche()) ? 3 : 2;
  const { host, port, certificate } = options;
  const Server = http === 3 ? fails.Http3Server : fails.Http2Server;
  const server = new Server({
    host,
    port,
    secret: randomBytes(16).toString('hex'),
    cert: certificate.certPem,
    privKey: certificate.keyPem,
    defaultDatagramsReadableMode: 'bytes',
  });
  // without a request callback the HTTP/2 server stops after the first 16,384 bytes of a session
  server.setRequestCallback(({ header }: { header: Record<string, string> }) => Promise.resolve(answer(header, options)));
  const sessions = server.sessionStream(TRANSPORT_PATH).getReader();
  server.startServer();
  await deadline(server.ready, LISTEN_MS, `listening on ${host}:${String(port)}`);
  let stopping = false;
  guard(
    takeAll(sessions, options, () => stopping),
    options.onDied,
  );
  const stop = (): void => {
    stopping = true;
  };
  return {
    kind: 'webtransport',
    usesTcp: http === 2,
    port: server.address()?.port ?? port,
    useCertificate: ({ certPem, keyPem }) => {
      server.updateCert(certPem, keyPem, http === 2);
    },
    stop,
    close() {
      stop();
      server.stopServer();
      return Promise.resolve();
    },
  };

  function answer(header: Record<string, string>, { admit }: TransportOptions): { status: number; path: string } {
    const path = header[':path'] ?? '';
    if (path !== TRANSPORT_PATH) return { status: 404, path };
    const release = stopping ? undefined : admit();
    release?.();
    return { status: release === undefined ? 503 : 200, path };
  }
}

async function load(): Promise<FailsModule> {
  try {
    return await import('@fails-components/webtransport');
  } catch (cause) {
    throw new Error(
      'ACCESS_ENGINE=fails needs the optional package @fails-components/webtransport: run "npm install @fails-components/webtransport", or set ACCESS_ENGINE=deno-quic',
      { cause },
    );
  }
}

function hasQuiche(): Promise<boolean> {
  return import(QUICHE).then(
    () => true,
    () => false,
  );
}

interface FailsSession extends ServerWebTransport {
  readonly peerAddress?: string;
}

async function takeAll(
  sessions: { read(): Promise<{ done: boolean; value?: unknown }> },
  options: FailsOptions,
  stopping: () => boolean,
): Promise<void> {
  for (;;) {
    const { done, value } = await sessions.read();
    if (done) break;
    guard(take(value as FailsSession, options));
  }
  if (!stopping()) throw new Error('the WebTransport server ended');
}

async function take(session: FailsSession, { handshakeMs, onSession }: FailsOptions): Promise<void> {
  guard(session.closed);
  try {
    await deadline(session.ready, handshakeMs, 'a WebTransport handshake');
    onSession(
      new WebTransportSession(session, {
        address: (session.peerAddress ?? '').replace(/:\d+$/, '').replace(/^::ffff:/, ''),
        connectionClosed: session.closed,
        closeConnection: () => undefined,
        wrap: (lane) =>
          new EagerLane(lane, () => {
            session.close();
          }),
      }),
    );
  } catch {
    session.close();
  }
}
