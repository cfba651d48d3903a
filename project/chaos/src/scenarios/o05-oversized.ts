// O5: lengths that lie and messages that are too large, before and after Hello, on every port: refused before they are buffered.
import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { FrameClient } from '../hostile/frame-client.ts';
import type { RawWebSocket } from '../hostile/raw-websocket.ts';
import type { SeededDevice } from '../hostile/seed-people.ts';
import { rssBytes, type Target, underAttack } from '../hostile/target.ts';
import { encodeClientFrame, OPCODES } from '../hostile/websocket-frames.ts';
import { readToEnd, TRANSPORTS, type TransportName, type Wire } from '../hostile/wire.ts';
import type { ChaosScenario } from '../scenario.ts';

/** Before anything is measured, until code is compiled and pools have their size. */
const WARM_UP = { rounds: 3, atOnce: 12 };
const ATTACKS = { smoke: 3, full: 20 };
const MAX_GROWTH_BYTES = 2 * 1_024 * 1_024;
const HUGE_BYTES = 16 * 1_024 * 1_024;
const CHUNK = new Uint8Array(65_536);
/** A server that has not closed it by then is taking it in. */
const CLOSED_MS = 3_000;
const SAMPLE_MS = 5;
/** Young garbage is collected early, so that memory says what is held. */
const TIDY = { DENO_V8_FLAGS: '--max-semi-space-size=1', NODE_OPTIONS: '--max-semi-space-size=1' };

export const oversized: ChaosScenario = {
  ids: ['O5'],
  name: 'oversized',
  about: 'length prefixes that lie and messages of 16 MiB are refused before they are buffered, before and after sign-in',
  run: (context) =>
    underAttack(
      context,
      { access: 1, logic: 1, web: 1, env: { access: { ...TIDY, HANDSHAKE_BURST: '5000' }, web: { ...TIDY, RATE_LIMIT_FACTOR: '1000' } } },
      async (target) => {
        const { people } = await target.seed({ people: 1, friendships: [] });
        const [user] = people.flatMap(({ devices }) => devices);
        if (user === undefined) throw new Error('nobody was seeded');
        const all = Object.entries(attacks(target, user));
        for (let round = 0; round < WARM_UP.rounds; round += 1)
          for (const [, { attack }] of all) await Promise.all(Array.from({ length: WARM_UP.atOnce }, () => closedInTime(attack)));
        for (const [kind, { pid, attack }] of all) await refused(target, kind, pid, attack);
      },
    ),
};

interface Attack {
  /** Of the process whose memory is watched. */
  readonly pid: number;
  /** Resolves when the server has closed the connection. */
  readonly attack: () => Promise<void>;
}

function attacks(target: Target, user: SeededDevice): Readonly<Record<string, Attack>> {
  const { access, web } = target.world;
  const [accessPid, webPid] = [access[0]?.pid ?? 0, web[0]?.pid ?? 0];
  const attackers = { webtransport: target.quic(), websocket: target.websocket() };
  const session = async (transport: TransportName, signedIn: boolean): Promise<Wire> => {
    const wire = await attackers[transport].open();
    if (signedIn) await new FrameClient(wire).hello(user.token, user.deviceId);
    return wire;
  };
  const frames = TRANSPORTS.flatMap((transport) =>
    [false, true].flatMap((signedIn) => {
      const when = `${transport}, ${signedIn ? 'after' : 'before'} sign-in`;
      const declared = (bytes: number) => ({
        pid: accessPid,
        attack: async () => pour(await session(transport, signedIn), prefix(bytes), transport === 'websocket' ? 1_000 : CHUNK.length),
      });
      return [
        [`${when}: a frame of 4 GiB`, declared(0xffff_ffff)],
        [`${when}: a frame one byte over the limit`, declared(signedIn ? 65_537 : 4_097)],
      ] as const;
    }),
  );
  const messages = [false, true].flatMap((signedIn) => {
    const when = `websocket, ${signedIn ? 'after' : 'before'} sign-in`;
    const raw = (act: (socket: RawWebSocket) => Promise<unknown>): Attack => ({
      pid: accessPid,
      attack: async () => {
        const socket = (await session('websocket', signedIn)) as RawWebSocket;
        await Promise.all([act(socket).catch(() => undefined), readToEnd(socket)]);
      },
    });
    return [
      [`${when}: a message of 16 MiB`, raw((socket) => socket.write(new Uint8Array(HUGE_BYTES)))],
      [
        `${when}: a message that declares 2^53 bytes`,
        raw(async (socket) => {
          await socket.raw(encodeClientFrame({ opcode: OPCODES.binary, declaredBytes: 2 ** 53 - 1 }));
          for (let sent = 0; sent < HUGE_BYTES; sent += CHUNK.length) await socket.raw(CHUNK);
        }),
      ],
      [
        `${when}: a message of 16 MiB in fragments`,
        raw(async (socket) => {
          await socket.frame({ opcode: OPCODES.binary, payload: CHUNK, fin: false });
          for (let sent = 0; sent < HUGE_BYTES; sent += CHUNK.length)
            await socket.frame({ opcode: OPCODES.continuation, payload: CHUNK, fin: false });
        }),
      ],
    ] as const;
  });
  const post = 'POST /api/v1/auth/login HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n';
  const http = (pid: number, port: number | undefined, head: string): Attack => ({ pid, attack: () => flood(port ?? 0, head) });
  return {
    ...Object.fromEntries([...frames, ...messages]),
    'REST: a body of 16 MiB': http(webPid, web[0]?.ports['http'], `${post}Content-Length: ${HUGE_BYTES}\r\n\r\n`),
    'REST: a chunked body of 16 MiB': http(webPid, web[0]?.ports['http'], `${post}Transfer-Encoding: chunked\r\n\r\nFFFFFFF\r\n`),
    'REST: a header of 16 MiB': http(webPid, web[0]?.ports['http'], 'GET /api/v1/access HTTP/1.1\r\nX-Huge: '),
    'WebSocket upgrade: a header of 16 MiB': http(accessPid, access[0]?.ports['websocket'], 'GET /godwit HTTP/1.1\r\nX-Huge: '),
  };
}

/** Again and again: closed each time, and the memory of the process stays where it was. */
async function refused(target: Target, kind: string, pid: number, attack: () => Promise<void>): Promise<void> {
  const { judge, context } = target;
  const count = ATTACKS[context.scale];
  await closedInTime(attack);
  const before = rssBytes(pid);
  let most = before;
  const sampling = setInterval(() => (most = Math.max(most, rssBytes(pid))), SAMPLE_MS);
  let open = 0;
  for (let i = 0; i < count; i += 1) open += (await closedInTime(attack)) ? 0 : 1;
  clearInterval(sampling);
  judge.exactly('O5', `${kind}: not refused`, open, 0);
  judge.atMost('O5', `${kind}: memory`, (most - before) / 2 ** 20, MAX_GROWTH_BYTES / 2 ** 20, ' MiB');
}

const closedInTime = (attack: () => Promise<void>): Promise<boolean> =>
  Promise.race([attack().then(() => true), sleep(CLOSED_MS).then(() => false)]);

/** Writes the beginning and then as much as the server takes, while reading what it says. */
async function pour(wire: Wire, beginning: Uint8Array, chunkBytes: number): Promise<void> {
  const chunk = CHUNK.subarray(0, chunkBytes);
  const write = async (): Promise<void> => {
    await wire.write(beginning);
    for (let sent = 0; sent < HUGE_BYTES; sent += chunk.length) await wire.write(chunk);
  };
  await Promise.race([Promise.all([write().catch(() => undefined), wire.closed]), readToEnd(wire)]);
}

const prefix = (length: number): Uint8Array => new Uint8Array(Uint32Array.of(length).buffer);

async function flood(port: number, head: string): Promise<void> {
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  socket.resume();
  const closed = new Promise((resolve) => socket.once('close', resolve));
  socket.write(head);
  for (let sent = 0; sent < HUGE_BYTES && socket.writable; sent += CHUNK.length) {
    if (!socket.write(Buffer.alloc(CHUNK.length, 'x')))
      await Promise.race([new Promise((resolve) => socket.once('drain', resolve)), closed]);
  }
  await closed;
}
