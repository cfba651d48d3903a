// Hops 3 and 8: the fallback for clients without UDP or WebTransport. One lane; a binary message holds length-prefixed frames.
// Bounds: upgraded within handshakeMs, a message ≤ one frame in ≤ 64 fragments, ≤ 4,096 messages or 256 KiB not yet read, then the
// session ends.
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { PREFIX_BYTES, MAX_FRAME_BYTES } from '@godwit/shared/protocol/frame';
import { WebSocketServer } from 'ws';
import { type Transport, TRANSPORT_PATH, type TransportOptions } from '../transport.js';
import { allowsOrigin } from './origin.js';
import { WebSocketSession } from './websocket-session.js';

/** What ws keeps of each costs 140 bytes and more, however small it is: with its own limits a session holds megabytes. */
const MAX_FRAGMENTS = 64;
const MAX_BUFFERED_CHUNKS = 1_024;

export interface WebSocketOptions extends TransportOptions {
  /** Origins of foreign pages that may connect; a page of this host may always. */
  readonly allowedOrigins: readonly string[];
}

export async function listenWebSocket(options: WebSocketOptions): Promise<Transport> {
  const http = createServer({ headersTimeout: options.handshakeMs, requestTimeout: options.handshakeMs }, (_request, response) => {
    response.writeHead(426, { connection: 'close', upgrade: 'websocket' }).end();
  });
  const upgrading = new Map<Socket, () => void>();
  http.on('connection', (socket) => {
    const release = options.admit();
    if (release === undefined) socket.destroy();
    else limitUpgrade(socket, options.handshakeMs, release, upgrading);
  });
  const server = new WebSocketServer({
    server: http,
    path: TRANSPORT_PATH,
    maxPayload: PREFIX_BYTES + MAX_FRAME_BYTES,
    maxFragments: MAX_FRAGMENTS,
    maxBufferedChunks: MAX_BUFFERED_CHUNKS,
    perMessageDeflate: false,
    autoPong: false,
    verifyClient: ({ origin, req }: { origin: string | undefined; req: IncomingMessage }) =>
      req.httpVersion === '1.1' && allowsOrigin(origin, req.headers.host, options.allowedOrigins),
  });
  // ws repeats the errors of the HTTP server, which are handled there
  server.on('error', () => undefined);
  server.on('connection', (socket, request) => {
    upgrading.get(request.socket)?.();
    options.onSession(new WebSocketSession(socket, request.socket.remoteAddress ?? ''));
  });
  await listening(http, options);
  let stopping = false;
  http.on('close', () => {
    if (!stopping) options.onDied(new Error('the WebSocket listener ended'));
  });
  const stop = (): void => {
    if (stopping) return;
    stopping = true;
    http.close();
    for (const socket of upgrading.keys()) socket.destroy();
  };
  return {
    kind: 'websocket',
    port: (http.address() as AddressInfo).port,
    stop,
    close() {
      stop();
      for (const client of server.clients) client.terminate();
      return Promise.resolve();
    },
  };
}

/** A connection that has not become a WebSocket in time is cut, whatever it sends or does not send. */
function limitUpgrade(socket: Socket, handshakeMs: number, release: () => void, upgrading: Map<Socket, () => void>): void {
  const timer = setTimeout(() => {
    socket.destroy();
  }, handshakeMs);
  const done = (): void => {
    clearTimeout(timer);
    if (upgrading.delete(socket)) release();
  };
  upgrading.set(socket, done);
  socket.once('close', done);
  socket.on('error', done);
}

function listening(http: Server, { host, port }: TransportOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    http.once('error', reject);
    http.listen(port, host, () => {
      http.off('error', reject);
      resolve();
    });
  });
}
