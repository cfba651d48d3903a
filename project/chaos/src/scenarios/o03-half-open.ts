// O3: peers that begin and do not go on, at every step from the first packet to Hello. Each is closed in 5 s, and while hundreds of them
// stand there, others sign in as before.
import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { encodeUp } from '@godwit/shared/protocol/up';
import { startUdpProxy } from '../../../../scripts/faults/udp-proxy.ts';
import type { NodeAddress, SignInTimes } from '../hostile/bystander-plan.ts';
import { helloOf } from '../hostile/frame-client.ts';
import { percentiles } from '../hostile/percentiles.ts';
import type { QuicAttacker } from '../hostile/quic-attacker.ts';
import { base64Of } from '../hostile/serve-json.ts';
import { metric, type Target, underAttack, untilTrue } from '../hostile/target.ts';
import { type Attacker, readToEnd, TRANSPORTS } from '../hostile/wire.ts';
import type { ChaosScenario } from '../scenario.ts';

const CLOSED_MS = 5_000;
/** Longest that a scenario waits to learn by how much it was missed. */
const WAIT_MS = 20_000;
const CROWD = { smoke: 20, full: 300 };
/** Three short rounds on a busy machine are worth a factor. */
const MAX_SLOWDOWN = { smoke: 4, full: 2 };
const ROUNDS = 3;
const SIGN_INS = { smoke: 10, full: 40 };
/** An HTTP/3 control stream that says its type and then nothing: no SETTINGS. */
const CONTROL_STREAM = Uint8Array.of(0x00);

export const halfOpen: ChaosScenario = {
  ids: ['O3'],
  name: 'half-open',
  about: 'peers that stop in the middle of becoming a session are closed in 5 s, and hundreds of them do not slow real connects down',
  run: (context) =>
    underAttack(context, { access: 1, logic: 1, web: 1, env: { access: { HANDSHAKE_BURST: '5000' } } }, async (target) => {
      await closedInTime(target);
      await crowd(target, CROWD[context.scale], SIGN_INS[context.scale]);
    }),
};

/** Makes ready what the attack needs; the returned attack resolves when the server has closed it. */
type HalfOpen = (target: Target) => Promise<() => Promise<void>>;

const KINDS: Readonly<Record<string, HalfOpen>> = {
  'a QUIC connection that is only kept alive': (target) => bareQuic(target, []),
  'an HTTP/3 control stream without SETTINGS': (target) => bareQuic(target, [CONTROL_STREAM]),
  'a WebTransport session without a lane': async (target) => {
    const attacker = await readyQuic(target);
    return async () => attacker.closed(await attacker.session());
  },
  'a TCP connection that says nothing': async (target) => () => silentTcp(target, ''),
  'half of an upgrade request': async (target) => () => silentTcp(target, 'GET /godwit HTTP/1.1\r\nHost: x\r\nUpgr'),
  'WebTransport without Hello': async (target) => halfHello(await readyQuic(target), 0),
  'WebTransport with half of a Hello': async (target) => halfHello(await readyQuic(target), 200),
  'WebSocket without Hello': async (target) => halfHello(target.websocket(), 0),
  'WebSocket with half of a Hello': async (target) => halfHello(target.websocket(), 200),
};

const unfinishedTls: HalfOpen = async (target) => {
  // what the server answers is lost, so the client says its first flight again and again
  const proxy = await startUdpProxy({ targetPort: portOf(target, 'quic') });
  proxy.set({ lossToClient: 1 });
  const attacker = await readyQuic(target, { ...nodeOf(target), url: `https://127.0.0.1:${proxy.port}/godwit` });
  return async () => {
    const opening = attacker.session().catch(() => undefined);
    await untilTrue(async () => (await strangers(target)) > 0, WAIT_MS);
    await untilTrue(async () => (await strangers(target)) === 0, WAIT_MS);
    await attacker.vanish();
    await opening;
    await proxy.close();
  };
};

/** The unfinished handshake is seen by the server's gauge of strangers only, so it comes before the others. */
async function closedInTime(target: Target): Promise<void> {
  const timed = async (kind: string, attack: () => Promise<void>): Promise<void> => {
    const start = performance.now();
    await Promise.race([attack(), sleep(WAIT_MS)]);
    target.judge.atMost('O3', `${kind}: closed after`, performance.now() - start, CLOSED_MS, ' ms');
  };
  await timed('a TLS handshake that is never finished', await unfinishedTls(target));
  const attacks = await Promise.all(Object.entries(KINDS).map(async ([kind, prepare]) => [kind, await prepare(target)] as const));
  await Promise.all(attacks.map(([kind, attack]) => timed(kind, attack)));
}

/** Sign-ins beside nobody and beside a crowd that is kept at its size; in turns, so that the machine's mood falls on both. */
async function crowd(target: Target, size: number, signIns: number): Promise<void> {
  const { people } = await target.seed({ people: signIns, friendships: [] });
  const users = people.flatMap(({ devices }) => devices);
  for (const transport of TRANSPORTS) {
    const bystanders = await target.bystanders({ transport, pairs: [], rate: 0, bodyBytes: 0 });
    const signIn = (): Promise<SignInTimes> => bystanders.strangers({ ...nodeOf(target), transport, users, everyMs: 20 });
    await signIn(); // code is compiled, pages are faulted in
    const [alone, beside]: [SignInTimes[], SignInTimes[]] = [[], []];
    for (let round = 0; round < ROUNDS; round += 1) {
      alone.push(await signIn());
      const stop = new AbortController();
      const standing = stand(target, size, stop.signal);
      await untilTrue(async () => (await strangers(target)) >= size / 2, WAIT_MS);
      beside.push(await signIn());
      target.context.progress(`${await strangers(target)} half-open peers stood beside the sign-ins`);
      stop.abort();
      await standing;
    }
    await bystanders.stop();
    const failed = beside.reduce((sum, times) => sum + times.failed, 0);
    target.judge.exactly('O3', `${transport}: failed sign-ins beside ${size} half-open peers`, failed, 0);
    target.judge.atMost(
      'O3',
      `${transport}: median sign-in beside them`,
      middle(beside),
      MAX_SLOWDOWN[target.context.scale] * middle(alone),
      ' ms',
    );
  }
}

const middle = (rounds: readonly SignInTimes[]): number => percentiles(rounds.map(({ tookMs }) => tookMs.p50)).p50;

/** Half of them over QUIC, half over TCP; each that is closed is replaced. */
async function stand(target: Target, size: number, signal: AbortSignal): Promise<void> {
  const quic = target.quic();
  const one = async (open: () => Promise<void>): Promise<void> => {
    while (!signal.aborted)
      await Promise.race([open().catch(() => sleep(100)), new Promise((resolve) => signal.addEventListener('abort', resolve))]);
  };
  const webTransport = async (): Promise<void> => quic.closed(await quic.session());
  const tcp = (): Promise<void> => silentTcp(target, 'GET /godwit');
  await Promise.all(Array.from({ length: size }, (_, i) => one(i % 2 === 0 ? webTransport : tcp)));
  await quic.vanish();
}

async function readyQuic(target: Target, node: NodeAddress = nodeOf(target)): Promise<QuicAttacker> {
  const attacker = target.quic(node);
  await attacker.peer.ready();
  return attacker;
}

const halfHello = (attacker: Attacker, bytes: number) => async (): Promise<void> => {
  const wire = await attacker.open();
  if (bytes > 0) await wire.write(encodeUp(helloOf('x'.repeat(500), 'half')).subarray(0, bytes));
  await readToEnd(wire);
};

async function bareQuic(target: Target, unidirectional: readonly Uint8Array[]): Promise<() => Promise<void>> {
  const { peer } = await readyQuic(target);
  return async () => {
    const connection = await peer.ask('connectQuic', { port: portOf(target, 'quic'), alpn: 'h3', ca: target.certificatePem() });
    for (const bytes of unidirectional) await peer.ask('quicStream', { connection, kind: 'unidirectional', data: base64Of(bytes) });
    await peer.ask('quicClosed', { connection });
  };
}

async function silentTcp(target: Target, said: string): Promise<void> {
  const socket = connect(portOf(target, 'websocket'), '127.0.0.1');
  socket.on('error', () => undefined);
  socket.resume();
  socket.write(said);
  await once(socket, 'close');
}

const nodeOf = ({ nodes: [node] }: Target): NodeAddress => node ?? { url: '', hash: '', websocketUrl: '' };
const portOf = ({ world }: Target, name: 'quic' | 'websocket'): number => world.access[0]?.ports[name] ?? 0;
const strangers = ({ world }: Target): Promise<number> => metric(world.access[0], 'access_strangers');
