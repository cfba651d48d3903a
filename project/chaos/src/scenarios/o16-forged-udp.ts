// O16: junk and forged packets at the QUIC port. A server that answers strangers with more than 3 × what they sent is a weapon against
// whoever they pretend to be (RFC 9000, section 8.1).
import { randomBytes } from 'node:crypto';
import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { longHeader } from '../hostile/quic-cases.ts';
import { type Target, underAttack } from '../hostile/target.ts';
import type { ChaosScenario } from '../scenario.ts';

const MAX_FACTOR = 3;
/** IPv4 and UDP headers, which whoever is flooded gets as well. */
const HEADER_BYTES = 28;
const SIZES = {
  smoke: { junk: 5_000, replays: 10, listenMs: 6_000 },
  full: { junk: 200_000, replays: 200, listenMs: 15_000 },
};
const BURST = 200;
const FLIGHT_MS = 1_500;
const UNKNOWN_VERSION = 0x1a2a3a4a;

export const forgedUdp: ChaosScenario = {
  ids: ['O16'],
  name: 'forged-udp',
  about: 'junk, forged and replayed packets get at most 3 × their size in answers before the address is validated, and harm nobody',
  run: (context) =>
    underAttack(context, { access: 1, logic: 1, web: 1 }, async (target) => {
      const { junk, replays, listenMs } = SIZES[context.scale];
      const { people, conversations } = await target.seed({ people: 2, friendships: [[0, 1]] });
      const [sender, receiver] = people.flatMap(({ devices }) => devices);
      if (sender === undefined || receiver === undefined) throw new Error('nobody was seeded');
      const pairs = [{ conversationId: conversations[0] ?? '', sender, receiver }];
      const bystanders = await target.bystanders({ transport: 'webtransport', pairs, rate: 10, bodyBytes: 100 });
      const felt = bystanders.measure(listenMs);

      const flight = await firstFlight(target);
      const kinds: Readonly<Record<string, readonly Uint8Array[]>> = {
        'a replayed first flight': flight,
        'its first packet again and again': Array.from({ length: 5 }, () => flight[0] ?? new Uint8Array(0)),
        ...Object.fromEntries(
          [23, 50, 200, 1_200].map((bytes) => [`an unknown version in ${bytes} bytes`, [longHeader(UNKNOWN_VERSION, bytes)]]),
        ),
        'an unknown version without connection ids in 7 bytes': [Uint8Array.of(0xc3, 0x1a, 0x2a, 0x3a, 0x4a, 0, 0)],
        ...Object.fromEntries([22, 43, 200, 1_200].map((bytes) => [`a short header in ${bytes} bytes`, [shortHeader(bytes)]])),
      };
      await Promise.all(Object.entries(kinds).map(([kind, packets]) => factor(target, kind, packets, replays, listenMs)));
      await flood(target, junk);

      const { scheduled, delivered, ended } = await felt;
      target.judge.exactly('O16', 'messages of others that were lost meanwhile', scheduled - delivered, 0);
      target.judge.exactly('O16', 'sessions of others that ended meanwhile', ended, 0);
      await target.quic().open();
    }),
};

function shortHeader(bytes: number): Uint8Array {
  const packet = new Uint8Array(randomBytes(bytes));
  packet[0] = 0x40 | ((packet[0] ?? 0) & 0x3f);
  return packet;
}

/** What a real client sends before it has heard anything. */
async function firstFlight(target: Target): Promise<readonly Uint8Array[]> {
  const socket = await bound();
  const flight: Uint8Array[] = [];
  const start = Date.now();
  socket.on('message', (packet) => {
    if (flight.length < 2 || Date.now() - start < 200) flight.push(Uint8Array.from(packet));
  });
  const [node] = target.nodes;
  const client = target.quic({ url: `https://127.0.0.1:${socket.address().port}/godwit`, hash: node?.hash ?? '', websocketUrl: '' });
  await client.peer.ready();
  const opening = client.session().catch(() => undefined);
  await sleep(FLIGHT_MS);
  await client.vanish();
  await opening;
  socket.close();
  if (flight.length === 0) throw new Error('the client sent nothing');
  return flight;
}

/** Each copy comes from an address of its own, which never says another word; counts what it gets for it on the wire. */
async function factor(target: Target, kind: string, packets: readonly Uint8Array[], copies: number, listenMs: number): Promise<void> {
  const sent = packets.reduce((sum, packet) => sum + packet.length, 0);
  const answers = await Promise.all(
    Array.from({ length: copies }, async () => {
      const socket = await bound();
      const answer = { packets: 0, bytes: 0 };
      socket.on('message', (packet) => {
        answer.packets += 1;
        answer.bytes += packet.length;
      });
      for (const packet of packets) socket.send(packet, portOf(target), '127.0.0.1');
      await sleep(listenMs);
      socket.close();
      return answer;
    }),
  );
  const wire = ({ packets: count, bytes }: { packets: number; bytes: number }): number => bytes + HEADER_BYTES * count;
  const worst = Math.max(...answers.map((answer) => wire(answer) / wire({ packets: packets.length, bytes: sent })));
  const payload = Math.max(...answers.map(({ bytes }) => bytes));
  target.judge.atMost('O16', `${kind}: out for each byte in (payload: ${payload} for ${sent} bytes)`, worst, MAX_FACTOR);
}

async function flood(target: Target, packets: number): Promise<void> {
  const socket = await bound();
  for (let sent = 0; sent < packets; sent += 1) {
    const junk = randomBytes(1 + Math.floor(Math.random() * 1_400));
    if (sent % 2 === 0) junk[0] = 0xc0 | ((junk[0] ?? 0) & 0x3f);
    socket.send(junk, portOf(target), '127.0.0.1');
    if (sent % BURST === 0) await sleep(1);
  }
  socket.close();
}

const portOf = ({ world }: Target): number => world.access[0]?.ports['quic'] ?? 0;

async function bound(): Promise<Socket> {
  const socket = createSocket('udp4');
  socket.on('error', () => undefined);
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  return socket;
}
