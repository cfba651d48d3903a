// Runs one listener in a process of its own for listen/transport.contract.ts. The first byte of a lane says what its server side does:
// e = echo, n = read nothing, w = write until the peer does not take it, c = close the session. What happens is told as JSON lines.
import { createInterface } from 'node:readline';
import process from 'node:process';
import { makeCertificate } from '../listen/certificate.js';
import { DenoQuicTransport } from '../listen/deno-quic.js';
import { listenFails } from '../listen/fails.js';
import { listenWebSocket } from '../listen/websocket.js';
import type { Lane, Transport, TransportOptions, TransportSession } from '../transport.js';

const CHUNK = new Uint8Array(65_536);
/** More than any peer may be sent without reading; a listener without flow control must not fill the machine's memory. */
const MAX_WRITTEN_BYTES = 128 * 1_024 * 1_024;

const tell = (event: string, fields: Record<string, unknown> = {}): void => {
  console.log(JSON.stringify({ event, ...fields }));
};

async function serve(lane: Lane, session: TransportSession): Promise<void> {
  const first = await lane.read();
  if (first === undefined) return;
  const mode = String.fromCharCode(first[0]!);
  tell('lane', { mode });
  switch (mode) {
    case 'e':
      await echo(lane, first.slice(1));
      break;
    case 'w':
      for (let total = CHUNK.length; total <= MAX_WRITTEN_BYTES; total += CHUNK.length) {
        await lane.write([CHUNK]);
        tell('wrote', { total });
      }
      break;
    case 'c':
      await lane.write([new TextEncoder().encode('bye')]);
      session.close(100, 'asked to');
      break;
    default:
  }
}

async function echo(lane: Lane, rest: Uint8Array): Promise<void> {
  if (rest.length > 0) await lane.write([rest]);
  for (let bytes = await lane.read(); bytes !== undefined; bytes = await lane.read()) {
    const half = bytes.length >> 1;
    // two frames in one write, and memory that the next read may use again
    await lane.write(half === 0 ? [bytes.slice()] : [bytes.slice(0, half), bytes.slice(half)]);
  }
  tell('ended');
}

async function take(session: TransportSession): Promise<void> {
  tell('session', { kind: session.kind, address: session.address });
  void session.closed.then(() => {
    tell('closed');
  });
  for (let lane = await session.nextLane(); lane !== undefined; lane = await session.nextLane()) {
    serve(lane, session).catch((error: unknown) => {
      tell('write-failed', { error: String(error) });
    });
  }
  tell('no-more-lanes');
}

const options: TransportOptions = {
  host: '127.0.0.1',
  port: 0,
  handshakeMs: 1_000,
  idleMs: 3_000,
  admit: () => () => undefined,
  onSession: (session) => void take(session),
  onDied: (error) => {
    tell('died', { error: String(error) });
  },
};

async function start(engine: string | undefined): Promise<Transport> {
  if (engine === 'websocket') return listenWebSocket({ ...options, allowedOrigins: [] });
  const certificate = await makeCertificate(Date.now());
  tell('certificate', { hash: certificate.hash });
  if (engine === 'fails') return listenFails({ ...options, certificate });
  const transport = new DenoQuicTransport({ ...options, certificate });
  renew = async () => {
    const next = await makeCertificate(Date.now());
    transport.useCertificate(next);
    tell('renewed', { hash: next.hash });
  };
  return transport;
}

let renew = (): Promise<void> => Promise.resolve();
process.on('unhandledRejection', (error) => {
  tell('unhandled', { error: String(error) });
  process.exit(1);
});
const transport = await start(process.argv[2]);
createInterface({ input: process.stdin }).on('line', (line) => {
  if (line === 'stop') transport.stop();
  if (line === 'renew') void renew();
  tell('done', { line });
});
tell('ready', { port: transport.port });
