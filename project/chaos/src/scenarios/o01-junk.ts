// O1: junk at every port that listens and on every subject that is heard. It is refused, answered or ignored; no process ends, nothing is
// unhandled, and messages of others go on as if nothing were.
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { connect } from 'node:net';
import { connectBus } from '@godwit/shared/bus/bus';
import { createLogger } from '@godwit/shared/log';
import { MAX_FRAME_BYTES, withLengthPrefix } from '@godwit/shared/protocol/frame';
import { decodeToAccess } from '@godwit/shared/protocol/inside';
import { mutatedBuffers, type Sample } from '@godwit/shared/protocol/testing/mutated-buffers';
import { encodeUp } from '@godwit/shared/protocol/up';
import { verify } from '@godwit/shared/protocol/verify';
import { accessDownstream, SUBJECTS } from '@godwit/shared/subjects';
import type { Felt } from '../hostile/bystander-plan.ts';
import { FrameClient, helloOf } from '../hostile/frame-client.ts';
import { junkRequests } from '../hostile/junk-requests.ts';
import { RawWebSocket } from '../hostile/raw-websocket.ts';
import type { SeededDevice } from '../hostile/seed-people.ts';
import { type Target, underAttack } from '../hostile/target.ts';
import { readToEnd, TRANSPORTS, type TransportName } from '../hostile/wire.ts';
import type { ChaosScenario } from '../scenario.ts';

const SIZES = {
  smoke: { frames: 600, openings: 21, requests: 200, envelopes: 4_000 },
  full: { frames: 60_000, openings: 200, requests: 10_000, envelopes: 400_000 },
};
const AT_ONCE = 8;
const BYSTANDERS = 10;
/** Handles count up from 1. */
const MAX_HANDLE = 1_000_000;
/** Junk comes as fast as it can: the limits on what one peer may send have a scenario of their own. */
const UNLIMITED = '1000000';
const ENV = {
  access: {
    FRAMES_PER_SECOND: UNLIMITED,
    FRAME_BURST: UNLIMITED,
    QUESTIONS_PER_SECOND: UNLIMITED,
    QUESTION_BURST: UNLIMITED,
    SENDS_PER_SECOND: UNLIMITED,
    SEND_BURST: UNLIMITED,
    HANDSHAKES_PER_SECOND: '10000',
    HANDSHAKE_BURST: UNLIMITED,
    CLOSING_MS: '50',
    SWEEP_MS: '50',
  },
  web: { RATE_LIMIT_FACTOR: '1000' },
};

export const junk: ChaosScenario = {
  ids: ['O1'],
  name: 'junk',
  about: 'junk and mutated input at every port and subject ends no process, leaves nothing unhandled and loses no message of others',
  run: (context) =>
    underAttack(context, { access: 1, logic: 1, web: 1, env: ENV }, async (target) => {
      const size = SIZES[context.scale];
      const { people, conversations } = await target.seed({
        people: 2 * BYSTANDERS + AT_ONCE,
        friendships: Array.from({ length: BYSTANDERS }, (_, i) => [2 * i, 2 * i + 1] as const),
      });
      const devices = people.flatMap((person) => person.devices);
      const pairs = conversations.map((conversationId, i) => ({ conversationId, sender: devices[2 * i]!, receiver: devices[2 * i + 1]! }));
      const bystanders = await target.bystanders({ transport: 'webtransport', pairs, rate: 20, bodyBytes: 100 });
      const calm = await bystanders.measure(2_000);
      const attacks: [string, () => Promise<void>][] = [
        ...TRANSPORTS.flatMap((transport): [string, () => Promise<void>][] => [
          [`${transport}: junk before Hello`, () => openings(target, transport, size.openings)],
          [`${transport}: mutated frames after it`, () => mutatedFrames(target, transport, devices.slice(-AT_ONCE), size.frames)],
        ]),
        ['junk over HTTP', () => requests(target, size.requests)],
        ['junk on the bus', () => envelopes(target, size.envelopes)],
      ];
      for (const [what, attack] of attacks) {
        context.progress(what);
        await attack();
        context.signal.throwIfAborted();
      }
      const after = await bystanders.measure(2_000);
      const lost = ({ scheduled, delivered }: Felt): number => scheduled - delivered;
      target.judge.exactly('O1', 'messages of others that were lost before and after', lost(calm) + lost(after), 0);
      target.judge.exactly('O1', 'messages of others that were delivered after', Math.sign(after.delivered), 1);
    }),
};

/** Nothing of it may become a session. */
async function openings(target: Target, transport: TransportName, count: number): Promise<void> {
  const attacker = target.attacker(transport);
  const kinds: readonly (() => Uint8Array)[] = [
    () => randomBytes(3_000),
    () => new Uint8Array(1_000),
    () => withLengthPrefix(new Uint8Array(0)),
    () => encodeUp(helloOf('x', 'device')).subarray(0, 30),
    () => encodeUp(helloOf('x'.repeat(2_500), 'x'.repeat(500))),
    () => new TextEncoder().encode('GET / HTTP/1.1\r\nHost: x\r\n\r\n'),
    () => withLengthPrefix(randomBytes(500)),
  ];
  await inParallel(count, async (i) => {
    const wire = await attacker.open();
    const bytes = kinds[i % kinds.length]!();
    // past the framing of WebSocket, too
    await (i % 3 === 0 && wire instanceof RawWebSocket ? wire.raw(bytes) : wire.write(bytes));
    // half of them go before the server has answered
    if (i % 2 === 0) wire.close();
    else await readToEnd(wire);
  });
  await attacker.vanish();
}

/** Frames of every kind, mutated but framed: access routes what has a sound header, so logic gets them too. */
async function mutatedFrames(target: Target, transport: TransportName, devices: readonly SeededDevice[], count: number): Promise<void> {
  const attacker = target.attacker(transport);
  const next = frameSource(target.context.seed);
  let sent = 0;
  await Promise.all(
    devices.map(async ({ token, deviceId }) => {
      while (sent < count && !target.context.signal.aborted) {
        const client = new FrameClient(await attacker.open());
        await client.hello(token, deviceId);
        const over = readToEnd(client.wire).then(() => 'over' as const);
        for (let outcome: unknown; outcome !== 'over' && sent < count; sent += 1)
          outcome = await Promise.race([client.wire.write(withLengthPrefix(next())).catch(() => 'over'), over]);
        client.wire.close();
      }
    }),
  );
  await attacker.vanish();
}

function frameSource(seed: number): () => Uint8Array {
  const next = mutatedBuffers(seed);
  return () => {
    for (let sample = next(); ; sample = next()) if (sample.root === 'Frame' && sample.bytes.length < MAX_FRAME_BYTES) return sample.bytes;
  };
}

async function requests(target: Target, count: number): Promise<void> {
  const { web, access, logic } = target.world;
  const ports = [web[0]?.ports['http'], access[0]?.ports['websocket'], access[0]?.ports['internal'], logic[0]?.ports['internal']];
  const all = junkRequests();
  await inParallel(count, async (i) => {
    // most of it goes where there is most to break
    const port = ports[i % 4 === 3 ? i % ports.length : 0] ?? 0;
    const socket = connect(port, '127.0.0.1');
    socket.on('error', () => undefined);
    socket.resume();
    socket.setTimeout(500, () => socket.destroy());
    socket.end(all[i % all.length] ?? '');
    await once(socket, 'close');
  });
}

/** Random bytes and mutated envelopes, with the rights of logic: what a broken peer inside could say. */
async function envelopes(target: Target, count: number): Promise<void> {
  const { world, context } = target;
  const bus = await connectBus({
    servers: world.stack.natsUrl('logic'),
    name: 'junk',
    log: createLogger({ name: 'junk', level: 'silent' }),
  });
  const [node = 'none'] = await accessNodes(target);
  const subjects: Readonly<Record<string, readonly string[]>> = {
    ToLogic: [SUBJECTS.upstream, SUBJECTS.location, SUBJECTS.request],
    ToAccess: [accessDownstream(node), SUBJECTS.accessBroadcast],
    other: [
      SUBJECTS.upstream,
      SUBJECTS.location,
      SUBJECTS.request,
      accessDownstream(node),
      SUBJECTS.accessBroadcast,
      'im.user.1.event',
      'im.user.x.event',
    ],
  };
  const next = mutatedBuffers(context.seed);
  for (let sent = 0; sent < count && !context.signal.aborted; sent += 1) {
    const { root, bytes }: Sample = sent % 5 === 0 ? { root: 'Frame', bytes: Uint8Array.from(randomBytes(sent % 300)) } : next();
    if (isSound(bytes)) continue;
    const heard = subjects[root] ?? subjects['other']!;
    bus.publish(heard[sent % heard.length]!, bytes);
    if (sent % 500 === 0) await bus.flush(5_000);
  }
  for (const json of [
    '{}',
    'null',
    '[]',
    '{"id":"1","method":"constructor"}',
    '{"id":"1","method":"__proto__"}',
    '{"id":1,"method":"admitSession"}',
    '{"method":"admitSession","sessionId":"x","userId":"-1"}',
  ])
    await bus.request(SUBJECTS.request, new TextEncoder().encode(json), 2_000).catch(() => undefined);
  await bus.flush(5_000);
  await bus.close();
}

/** Whoever has the rights of logic may say what he likes to a session or to all, and that a logic node lives, which then gets frames: that is no junk. */
function isSound(bytes: Uint8Array): boolean {
  const envelope = verify('ToAccess', bytes) ? decodeToAccess(bytes) : undefined;
  if (envelope?.kind === 'downstream') return envelope.deliveries.some(({ handles }) => handles.some((handle) => handle < MAX_HANDLE));
  return envelope?.kind === 'publisherHeartbeat' || envelope?.kind === 'announcement';
}

async function accessNodes({ world }: Target): Promise<string[]> {
  const answer = (await (await fetch(`${world.webUrl}/api/v1/access`)).json()) as { data: { nodes: { node: string }[] } };
  return answer.data.nodes.map(({ node }) => node);
}

async function inParallel(count: number, act: (i: number) => Promise<void>): Promise<void> {
  let next = 0;
  const some = async (): Promise<void> => {
    while (next < count) await act(next++);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, some));
}
