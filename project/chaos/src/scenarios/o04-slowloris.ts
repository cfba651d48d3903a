// O4: peers that send what they began one byte a second, on streams and over HTTP: complete in 10 s or closed, and hundreds of half frames
// cost no more memory than what was sent.
import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { FrameClient } from '../hostile/frame-client.ts';
import type { RawWebSocket } from '../hostile/raw-websocket.ts';
import type { SeededDevice } from '../hostile/seed-people.ts';
import { base64Of } from '../hostile/serve-json.ts';
import { rssBytes, type Target, underAttack } from '../hostile/target.ts';
import { encodeClientFrame, OPCODES } from '../hostile/websocket-frames.ts';
import { readToEnd, type TransportName, type Wire } from '../hostile/wire.ts';
import type { ChaosScenario } from '../scenario.ts';

const CLOSED_MS = 10_000;
/** Longest that a scenario waits to learn by how much it was missed: sessions without a heartbeat end after 45 s anyway. */
const WAIT_MS = { smoke: 20_000, full: 60_000 };
const BYTE_EVERY_MS = 1_000;
const PING_EVERY_MS = 1_000;
const HALF_FRAMES = { smoke: 60, full: 300 };
const HALF_FRAME_BYTES = 60_000;
/** A frame in progress holds at most twice what arrived; the rest is garbage that waits for the collector. */
const MAX_BYTES_EACH = 3 * HALF_FRAME_BYTES;
const HELD_MS = 3_000;
const ACCESS = { HANDSHAKE_BURST: '5000', DENO_V8_FLAGS: '--max-semi-space-size=1' };
const ONE_BYTE = Uint8Array.of(0x20);

export const slowloris: ChaosScenario = {
  ids: ['O4'],
  name: 'slowloris',
  about:
    'frames and requests that arrive one byte a second are complete in 10 s or their connection is closed; half frames hold little memory',
  run: (context) =>
    underAttack(context, { access: 1, logic: 1, web: 1, env: { access: ACCESS } }, async (target) => {
      const { people } = await target.seed({ people: Object.keys(FRAMES).length + HALF_FRAMES[context.scale], friendships: [] });
      const users = people.flatMap(({ devices }) => devices);
      await Promise.all([
        ...Object.entries(FRAMES).map(([kind, trickle]) => inTime(target, kind, () => trickle(target, users.pop()))),
        ...Object.entries(REQUESTS).map(([kind, request]) => inTime(target, kind, () => slowRequest(target, request))),
      ]);
      const some = users.slice(0, HALF_FRAMES[context.scale]);
      await crumbs(target, some);
      await halfFrames(target, 'websocket', some);
      await halfFrames(target, 'webtransport', some);
    }),
};

/** Resolves when the server has closed it. */
type Trickle = (target: Target, user: SeededDevice | undefined) => Promise<number>;

const FRAMES: Readonly<Record<string, Trickle>> = {
  'WebTransport, a frame of the live lane': async (target, user) => {
    const { client, start } = await signedIn(target, 'webtransport', user);
    return trickle(start, prefix(1_000), (bytes) => client.wire.write(bytes), readToEnd(client.wire));
  },
  'WebTransport, a frame of the bulk lane beside a live lane that pings': async (target, user) => {
    const quic = target.quic();
    const wire = await quic.open();
    const client = new FrameClient(wire);
    await client.hello(user?.token ?? '', user?.deviceId ?? '');
    const lane = await quic.peer.ask('lane', { session: wire.session });
    const ended = new AbortController();
    void every(PING_EVERY_MS, () => client.send({ kind: 'ping', clientTime: 1, receivedCount: 0 }), ended.signal);
    const write = async (bytes: Uint8Array): Promise<void> => void (await quic.peer.ask('write', { lane, data: base64Of(bytes) }));
    return trickle(performance.now(), prefix(1_000), write, readToEnd(wire)).finally(() => ended.abort());
  },
  'WebSocket, a frame in many messages': async (target, user) => {
    const { client, start } = await signedIn(target, 'websocket', user);
    return trickle(start, prefix(1_000), (bytes) => client.wire.write(bytes), readToEnd(client.wire));
  },
  'WebSocket, a message of many bytes': async (target, user) => {
    const { client, start } = await signedIn(target, 'websocket', user);
    const socket = client.wire as RawWebSocket;
    const header = encodeClientFrame({ opcode: OPCODES.binary, payload: prefix(1_000), declaredBytes: 1_004 });
    return trickle(start, header, (bytes) => socket.raw(bytes), readToEnd(socket));
  },
  'WebSocket, a message of many fragments, with pings between them': async (target, user) => {
    const { client, start } = await signedIn(target, 'websocket', user);
    const socket = client.wire as RawWebSocket;
    const fragment = async (payload: Uint8Array, opcode: number = OPCODES.continuation): Promise<void> => {
      await socket.frame({ opcode, payload, fin: false });
      await socket.frame({ opcode: OPCODES.ping });
    };
    await fragment(prefix(1_000), OPCODES.binary);
    return trickle(start, ONE_BYTE, fragment, readToEnd(socket));
  },
};

interface SlowRequest {
  readonly port: (target: Target) => number;
  readonly begin: string;
}

const web = ({ world }: Target): number => world.web[0]?.ports['http'] ?? 0;
const POST = 'POST /api/v1/auth/login HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n';

const REQUESTS: Readonly<Record<string, SlowRequest>> = {
  'REST, headers': { port: web, begin: 'GET /api/v1/access HTTP/1.1\r\nHost: x\r\nX-Slow: ' },
  'REST, a body': { port: web, begin: `${POST}Content-Length: 1000\r\n\r\n{` },
  'REST, a chunked body': { port: web, begin: `${POST}Transfer-Encoding: chunked\r\n\r\n3E8\r\n{` },
  'REST, the second request of a connection': {
    port: web,
    begin: 'GET /healthz HTTP/1.1\r\nHost: x\r\n\r\nGET /api/v1/access HTTP/1.1\r\nX-Slow: ',
  },
  'WebSocket upgrade, headers': {
    port: ({ world }) => world.access[0]?.ports['websocket'] ?? 0,
    begin: 'GET /godwit HTTP/1.1\r\nX-Slow: ',
  },
  'internal port of access, headers': {
    port: ({ world }) => world.access[0]?.ports['internal'] ?? 0,
    begin: 'GET /metrics HTTP/1.1\r\nX-Slow: ',
  },
  'internal port of logic, headers': {
    port: ({ world }) => world.logic[0]?.ports['internal'] ?? 0,
    begin: 'GET /metrics HTTP/1.1\r\nX-Slow: ',
  },
};

async function slowRequest(target: Target, { port, begin }: SlowRequest): Promise<number> {
  const socket = connect(port(target), '127.0.0.1');
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  socket.resume();
  const write = async (bytes: Uint8Array): Promise<void> => void socket.write(bytes);
  return trickle(performance.now(), Buffer.from(begin), write, once(socket, 'close'));
}

async function inTime(target: Target, kind: string, attack: () => Promise<number>): Promise<void> {
  const ms = await Promise.race([attack(), sleep(WAIT_MS[target.context.scale], Infinity)]);
  target.judge.atMost('O4', `${kind}: closed after`, ms / 1_000, CLOSED_MS / 1_000, ' s');
}

async function signedIn(
  target: Target,
  transport: TransportName,
  user: SeededDevice | undefined,
): Promise<{ client: FrameClient; start: number }> {
  const client = new FrameClient(await target.attacker(transport).open());
  await client.hello(user?.token ?? '', user?.deviceId ?? '');
  return { client, start: performance.now() };
}

/** The beginning at once, then a byte at a time; how long the server let it. */
async function trickle(
  start: number,
  beginning: Uint8Array,
  write: (bytes: Uint8Array) => Promise<void>,
  closed: Promise<unknown>,
): Promise<number> {
  await write(beginning);
  const ended = new AbortController();
  void every(BYTE_EVERY_MS, () => write(ONE_BYTE), ended.signal);
  await closed;
  ended.abort();
  return performance.now() - start;
}

async function every(ms: number, act: () => Promise<unknown>, signal: AbortSignal): Promise<void> {
  for (; !signal.aborted; await sleep(ms)) await act().catch(() => undefined);
}

const prefix = (length: number): Uint8Array => new Uint8Array(Uint32Array.of(length).buffer);

/** Memory of sessions that each sent most of a large frame, beyond that of the same sessions when they had sent nothing. */
async function halfFrames(target: Target, transport: TransportName, users: readonly SeededDevice[]): Promise<void> {
  await memoryOf(target, transport, users, `half a frame of ${HALF_FRAME_BYTES} bytes`, async (wire) => {
    await wire.write(prefix(HALF_FRAME_BYTES + 4_000));
    await wire.write(new Uint8Array(HALF_FRAME_BYTES));
  });
}

/** The same bytes, each in a fragment of its own: what counts is what the server keeps for each. */
async function crumbs(target: Target, users: readonly SeededDevice[]): Promise<void> {
  const first = encodeClientFrame({ opcode: OPCODES.binary, payload: prefix(HALF_FRAME_BYTES + 4_000), fin: false });
  const crumb = encodeClientFrame({ opcode: OPCODES.continuation, payload: ONE_BYTE, fin: false });
  const all = Buffer.concat([first, ...Array.from({ length: HALF_FRAME_BYTES }, () => crumb)]);
  await memoryOf(target, 'websocket', users, `${HALF_FRAME_BYTES} fragments of a byte`, (wire) => (wire as RawWebSocket).raw(all));
}

async function memoryOf(
  target: Target,
  transport: TransportName,
  users: readonly SeededDevice[],
  what: string,
  send: (wire: Wire) => Promise<void>,
): Promise<void> {
  const { judge, world } = target;
  const attacker = target.attacker(transport);
  const pid = world.access[0]?.pid ?? 0;
  const wires = await Promise.all(
    users.map(async ({ token, deviceId }) => {
      const client = new FrameClient(await attacker.open());
      await client.hello(token, deviceId);
      return client.wire;
    }),
  );
  const before = rssBytes(pid);
  let most = before;
  const sampling = setInterval(() => (most = Math.max(most, rssBytes(pid))), 50);
  await Promise.all(wires.map((wire) => send(wire).catch(() => undefined)));
  await sleep(HELD_MS);
  clearInterval(sampling);
  await attacker.vanish();
  judge.atMost(
    'O4',
    `${transport}: memory for each of ${users.length} sessions with ${what}`,
    (most - before) / users.length,
    MAX_BYTES_EACH,
    ' bytes',
  );
}
