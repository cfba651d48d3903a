// O9: devices that stop reading, of a person whom many write to. There are no groups yet: one person with many devices and many
// conversations gives the same fan-out. Who does not read is closed, the others feel nothing, and whoever comes back has everything.
import { setTimeout as sleep } from 'node:timers/promises';
import { type Id, idFromParts } from '@godwit/shared/ids/id';
import { encodeMessageBody } from '@godwit/shared/protocol/messages/message-body';
import type { BystanderPair, Felt } from '../hostile/bystander-plan.ts';
import type { Bystanders } from '../hostile/bystanders.ts';
import { type DownOf, FrameClient } from '../hostile/frame-client.ts';
import { percentiles } from '../hostile/percentiles.ts';
import type { SeededDevice, Seeded } from '../hostile/seed-people.ts';
import { metric, type Target, underAttack, untilTrue } from '../hostile/target.ts';
import { type Attacker, TRANSPORTS, type TransportName } from '../hostile/wire.ts';
import { withDatabase } from '../reliability/rows.ts';
import type { ChaosScenario } from '../scenario.ts';

/** measureMs: until more has been written than the kernel keeps for who does not read, and 4 s. */
const SIZES = {
  smoke: { friends: 3, slow: 2, rate: 60, rounds: 1, measureMs: 12_000 },
  full: { friends: 12, slow: 8, rate: 60, rounds: 5, measureMs: 12_000 },
};
const BODY_BYTES = 30_000;
/** To the devices of the hub, which all get every message: a machine must be able to seal this over QUIC beside its generators, many times over. */
const SHARED_BODY_BYTES = 6_000;
const CLOSED_MS = 5_000;
const WAIT_MS = 30_000;
/** A single short round says little about the last percent. */
const MAX_SLOWDOWN = { smoke: 5, full: 1.1 };
/** A queue that is this long for so long is one that nobody empties. */
const STUCK_MS = 500;
const CHECK_EVERY = 5;
/** More than kernels and flow-control windows hold between two processes. */
const MOST_BUFFERED = 64_000_000;
/** Not more than fit: bodies are so large that a page has few. */
const PAGE = 2;
const ASK_MS = 6_000;
/** The one whom everybody writes to. */
const HUB = 0;

interface Scene {
  readonly target: Target;
  readonly seeded: Seeded;
  readonly readers: readonly SeededDevice[];
  readonly slow: readonly SeededDevice[];
}

export const slowConsumers: ChaosScenario = {
  ids: ['O9'],
  name: 'slow-consumers',
  about: 'devices that stop reading are closed as slow consumers in 5 s, others feel nothing of it, and all come back to the whole log',
  run: (context) =>
    underAttack(
      context,
      {
        access: 1,
        logic: 1,
        web: 1,
        env: {
          access: {
            SENDS_PER_SECOND: '1000',
            SEND_BURST: '1000',
            FRAMES_PER_SECOND: '10000',
            QUESTIONS_PER_SECOND: '2000',
            QUESTION_BURST: '2000',
          },
        },
      },
      async (target) => {
        const { friends, slow, rate, rounds, measureMs } = SIZES[context.scale];
        const friendships = [...Array.from({ length: friends }, (_, i) => [HUB, i + 1] as const), [friends + 1, friends + 2] as const];
        const seeded = await target.seed({ people: friends + 3, devices: friends + slow, friendships });
        const devices = seeded.people[HUB]?.devices ?? [];
        const scene = { target, seeded, readers: devices.slice(0, friends), slow: devices.slice(friends) };
        for (const transport of TRANSPORTS) {
          await closedInTime(scene, transport);
          await othersFeelNothing(scene, transport, { rate, rounds, measureMs });
        }
        await comesBackToEverything(scene);
      },
    ),
};

/** One device stops reading; from when its queue stands, with nothing added to it, until it is closed. */
async function closedInTime({ target, seeded }: Scene, transport: TransportName): Promise<void> {
  const [access] = target.world.access;
  const silent = target.attacker(transport);
  const [reader, writer] = seeded.people.slice(-2).flatMap(({ devices }) => devices.slice(0, 1));
  await signedIn(silent, reader);
  const writing = target.websocket();
  const friend = await signedIn(writing, writer);
  const stuck = async (): Promise<boolean> => (await metric(access, 'access_queued_frames')) > 0;
  const body = encodeMessageBody({ kind: 'text', text: 'x'.repeat(BODY_BYTES) });
  for (let sent = 0; sent < MOST_BUFFERED / BODY_BYTES; sent += 1) {
    const entry = { clientMsgId: idFromParts(sent, TRANSPORTS.indexOf(transport) + 1), kind: 'message', targetSeq: 0, body } as const;
    await friend.send({ kind: 'userMessage', conversationId: seeded.conversations.at(-1) ?? '', entries: [entry] });
    await friend.expect('messageAck');
    if (sent % CHECK_EVERY === 0 && (await stuck())) {
      await sleep(STUCK_MS);
      if (await stuck()) break;
    }
  }
  const ms = STUCK_MS + (await untilTrue(async () => !(await stuck()), WAIT_MS));
  target.judge.atMost('O9', `${transport}: a reader that stopped was closed after`, ms, CLOSED_MS, ' ms');
  await Promise.all([silent.vanish(), writing.vanish()]);
}

async function signedIn(attacker: Attacker, device: SeededDevice | undefined): Promise<FrameClient> {
  const client = new FrameClient(await attacker.open());
  await client.hello(device?.token ?? '', device?.deviceId ?? '');
  return client;
}

/** In turns: beside devices that read, and beside as many that do not and come back as soon as they are closed. */
async function othersFeelNothing(
  scene: Scene,
  transport: TransportName,
  { rate, rounds, measureMs }: { rate: number; rounds: number; measureMs: number },
): Promise<void> {
  const { target, seeded, readers, slow } = scene;
  const friends = seeded.people.slice(1, -2).flatMap(({ devices }) => devices.slice(0, 1));
  const bystanders = await target.bystanders({ transport, pairs: pairsOf(seeded, friends, readers), rate, bodyBytes: SHARED_BODY_BYTES });
  const [beside, alone]: [Felt[], Felt[]] = [[], []];
  const before = await timesSlow(target);
  for (let round = 0; round < rounds; round += 1) {
    const reading = await readersBeside(scene, transport);
    alone.push(await bystanders.measure(measureMs));
    await reading.stop();
    const stop = new AbortController();
    const silent = Promise.all(slow.map((device) => neverRead(target, transport, device, stop.signal)));
    beside.push(await bystanders.measure(measureMs));
    stop.abort();
    await silent;
  }
  await bystanders.stop();
  const ended = alone.reduce((sum, felt) => sum + felt.ended, 0);
  target.judge.exactly('O9', `${transport}: sessions that ended where nobody was slow`, ended, 0);
  const p99 = (felt: readonly Felt[]): number => percentiles(felt.map(({ deliveryMs }) => deliveryMs.p99)).p50;
  const lost = beside.reduce((sum, { scheduled, delivered }) => sum + scheduled - delivered, 0);
  target.judge.atLeast(
    'O9',
    `${transport}: times that one of ${slow.length} was closed as slow consumer`,
    (await timesSlow(target)) - before,
    slow.length,
  );
  target.judge.exactly('O9', `${transport}: messages of others that were lost beside them`, lost, 0);
  target.judge.atMost(
    'O9',
    `${transport}: delivery p99 of others beside them`,
    p99(beside),
    MAX_SLOWDOWN[target.context.scale] * p99(alone),
    ' ms',
  );
}

/** The same devices, as they should be. */
function readersBeside({ target, seeded, slow }: Scene, transport: TransportName): Promise<Bystanders> {
  const friend = seeded.people[1]!.devices.at(-1)!;
  return target.bystanders({
    transport,
    pairs: slow.map((receiver) => ({ conversationId: '0', sender: friend, receiver })),
    rate: 0,
    bodyBytes: 0,
  });
}

async function neverRead(target: Target, transport: TransportName, device: SeededDevice, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const attacker = target.attacker(transport);
    const entered = await signedIn(attacker, device).catch(() => undefined);
    const before = await timesSlow(target);
    // a paused socket does not learn that it was closed: the server's count says when to come back
    while (entered !== undefined && !signal.aborted && (await timesSlow(target)) === before) await sleep(500);
    await attacker.vanish();
  }
}

/** Every device asks for everything: gapless from 1 to the head that PostgreSQL has. */
async function comesBackToEverything({ target, seeded, slow }: Scene): Promise<void> {
  const heads = await headsOf(target);
  const missing = await Promise.all(
    slow.map(async (device, i) => {
      const client = await signedIn(target.attacker(TRANSPORTS[i % TRANSPORTS.length]!), device);
      let count = 0;
      for (const conversationId of seeded.conversations.slice(0, -1))
        count += await missingIn(client, conversationId, heads.get(conversationId) ?? 0);
      client.wire.close();
      return count;
    }),
  );
  const total = seeded.conversations.slice(0, -1).reduce((sum, id) => sum + (heads.get(id) ?? 0), 0);
  target.judge.exactly(
    'O9',
    `entries of ${total} that one of ${slow.length} devices does not get when it comes back`,
    missing.reduce((sum, count) => sum + count, 0),
    0,
  );
}

async function missingIn(client: FrameClient, conversationId: Id, head: number): Promise<number> {
  let next = 1;
  while (next <= head) {
    const { entries } = await page(client, conversationId, next, head);
    if (entries.some(({ seq }, i) => seq !== next + i) || entries.length === 0) break;
    next += entries.length;
  }
  return head + 1 - next;
}

/** A question may be lost like any frame: it is asked again, as the SDK does. */
async function page(client: FrameClient, conversationId: Id, fromSeq: number, toSeq: number): Promise<DownOf<'historyPage'>> {
  const ask = async (): Promise<DownOf<'historyPage'>> => {
    await client.send({ kind: 'historyRequest', conversationId, fromSeq, toSeq, limit: PAGE, direction: 'forward', since: 0 }, 1);
    return client.expect('historyPage', ASK_MS);
  };
  return ask().catch(ask).catch(ask);
}

/** Friend i writes to the hub, whose device i is the one that measures. */
const pairsOf = (seeded: Seeded, senders: readonly SeededDevice[], receivers: readonly SeededDevice[]): BystanderPair[] =>
  senders.map((sender, i) => ({ conversationId: seeded.conversations[i] ?? '', sender, receiver: receivers[i]! }));

const timesSlow = ({ world }: Target): Promise<number> => metric(world.access[0], 'access_disconnects_total', 'SLOW_CONSUMER');

const headsOf = ({ world }: Target): Promise<Map<Id, number>> =>
  withDatabase(world.databaseUrl, async (client) => {
    const { rows } = await client.query<{ id: Id; last_seq: string }>('SELECT id, last_seq FROM conversation');
    return new Map(rows.map(({ id, last_seq }) => [id, Number(last_seq)]));
  });
