// O15: the WebSocket listener against RFC 6455 and the QUIC port against what RFC 9000 says about strangers. Suites of others (Autobahn,
// h3spec) need Python 2 and Haskell; the cases here are ours.
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { decodeDown } from '@godwit/shared/protocol/down';
import { withoutLengthPrefix } from '@godwit/shared/protocol/frame';
import { FrameClient } from '../hostile/frame-client.ts';
import { QUIC_CASES, runQuicCase } from '../hostile/quic-cases.ts';
import type { RawWebSocket } from '../hostile/raw-websocket.ts';
import type { SeededDevice } from '../hostile/seed-people.ts';
import { type Target, underAttack } from '../hostile/target.ts';
import { UPGRADE_CASES } from '../hostile/upgrade-cases.ts';
import { type Reaction, WEBSOCKET_CASES, type WebSocketCase } from '../hostile/websocket-cases.ts';
import { OPCODES } from '../hostile/websocket-frames.ts';
import type { ChaosScenario } from '../scenario.ts';

const REACTION_MS = 2_000;
const AT_ONCE = 8;
const KEY = 'dGhlIHNhbXBsZSBub25jZQ==';

export const conformance: ChaosScenario = {
  ids: ['O15'],
  name: 'conformance',
  about: 'every case of RFC 6455 framing, closing and upgrading, and of RFC 9000 packets from strangers, is handled as the standards say',
  run: (context) =>
    underAttack(context, { access: 1, logic: 1, web: 1, env: { access: { HANDSHAKE_BURST: '5000' } } }, async (target) => {
      const { people } = await target.seed({ people: 1, devices: WEBSOCKET_CASES.length, friendships: [] });
      await frames(target, people[0]?.devices ?? []);
      await upgrades(target);
      for (const quicCase of QUIC_CASES) {
        const { name, wanted, deviation } = quicCase;
        const outcome = await runQuicCase(quicCase, target.world.access[0]?.ports['quic'] ?? 0);
        const known = deviation === undefined ? '' : ` (known to deviate: ${deviation})`;
        target.judge.holds('O15', `QUIC, ${name}`, outcome === wanted || outcome === deviation, outcome, `${wanted}${known}`);
      }
    }),
};

async function frames(target: Target, devices: readonly SeededDevice[]): Promise<void> {
  const waiting = WEBSOCKET_CASES.map((wsCase, i) => ({ wsCase, device: devices[i] }));
  const wrong: string[] = [];
  const some = async (): Promise<void> => {
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      const got = await reactions(target, next.wsCase, next.device).catch((error: unknown) => [String(error)]);
      if (!fits(got, next.wsCase.wanted)) wrong.push(`[${next.wsCase.name}: ${got.join(', ')}; wanted ${next.wsCase.wanted.join(', ')}]`);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, some));
  target.judge.exactly('O15', `WebSocket: failures of ${WEBSOCKET_CASES.length} cases`, wrong.join(' ') || 'none', 'none');
}

const fits = (got: readonly string[], wanted: readonly Reaction[]): boolean =>
  got.length === wanted.length &&
  wanted.every((reaction, i) => got[i] === reaction || (reaction === 'close' && got[i]?.startsWith('close')));

/** What the server does until it has done as much as was wanted, or ends the connection; a surplus within the next moment counts too. */
async function reactions(target: Target, { act, wanted }: WebSocketCase, device: SeededDevice | undefined): Promise<string[]> {
  const socket = await target.websocket().open();
  await new FrameClient(socket).hello(device?.token ?? '', device?.deviceId ?? '');
  const got: string[] = [];
  const reading = (async () => {
    for (let next = await reaction(socket); next !== undefined; next = await reaction(socket)) got.push(next);
  })();
  await act(socket).catch(() => undefined);
  for (const end = Date.now() + REACTION_MS; got.length < wanted.length && Date.now() < end;) await Promise.race([reading, sleep(20)]);
  await Promise.race([reading, sleep(50)]);
  socket.close();
  return got;
}

/** undefined: the connection is over. What Godwit says of itself (its Disconnect frame) is no reaction of the WebSocket layer. */
async function reaction(socket: RawWebSocket): Promise<string | undefined> {
  for (let frame = await socket.nextFrame(); frame !== undefined; frame = await socket.nextFrame()) {
    if (frame.masked || frame.rsv !== 0) return 'a frame that a server must not send';
    if (frame.opcode === OPCODES.pong) return `pong ${new TextDecoder().decode(frame.payload)}`;
    if (frame.opcode === OPCODES.close)
      return frame.payload.length < 2 ? 'close' : `close ${new DataView(frame.payload.buffer, frame.payload.byteOffset).getUint16(0)}`;
    const kind = decodeDown(withoutLengthPrefix(frame.payload))?.message.kind;
    if (kind === 'pong') return 'echo';
  }
  return undefined;
}

async function upgrades(target: Target): Promise<void> {
  const port = target.world.access[0]?.ports['websocket'] ?? 0;
  const accept = createHash('sha1').update(`${KEY}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64');
  const wrong: string[] = [];
  for (const { name, request, wanted } of UPGRADE_CASES) {
    const answer = await ask(port, request);
    if (!wanted(answer, accept)) wrong.push(`[${name}: ${JSON.stringify(answer.slice(0, 120))}]`);
  }
  target.judge.exactly('O15', `WebSocket: failures of ${UPGRADE_CASES.length} upgrade requests`, wrong.join(' ') || 'none', 'none');
}

async function ask(port: number, request: string): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => undefined);
  let answer = '';
  socket.on('data', (chunk: Buffer) => (answer += chunk.toString('latin1')));
  socket.write(request);
  await Promise.race([once(socket, 'close'), sleep(REACTION_MS / 4)]);
  socket.destroy();
  return answer;
}
