// O12: one user sends, asks and connects as fast as he can. The limits hold, and the others' messages are as quick as before.
import { setTimeout as sleep } from 'node:timers/promises';
import { idFromParts, type Id } from '@godwit/shared/ids/id';
import { encodeMessageBody } from '@godwit/shared/protocol/messages/message-body';
import { encodeUp } from '@godwit/shared/protocol/up';
import type { Felt } from '../hostile/bystander-plan.ts';
import type { Bystanders } from '../hostile/bystanders.ts';
import { FrameClient, helloOf } from '../hostile/frame-client.ts';
import { percentiles } from '../hostile/percentiles.ts';
import type { SeededDevice, SeededPerson } from '../hostile/seed-people.ts';
import { metric, type Target, underAttack } from '../hostile/target.ts';
import type { Wire } from '../hostile/wire.ts';
import { withDatabase } from '../reliability/rows.ts';
import type { ChaosScenario } from '../scenario.ts';

const SIZES = { smoke: { pairs: 10, rate: 40, rounds: 1, measureMs: 4_000 }, full: { pairs: 50, rate: 200, rounds: 3, measureMs: 10_000 } };
/** A single short round says little about the last percent. */
const MAX_SLOWDOWN = { smoke: 5, full: 1.2 };
/** Of the configuration: what one user may send, and how many sessions one address may have. */
const SENDS_PER_SECOND = 20;
const SEND_BURST = 40;
const SESSIONS_PER_ADDRESS = 500;
const CONNECTIONS = 1_000;
const REOPEN_MS = 5_000;
const SESSIONS_OF_FLOODER = 4;
const FLOOD_ADDRESS = '127.0.0.2';
const LARGE_ENTRIES = 400;
const LARGE_BYTES = 30_000;
/** Frames that are written before the next are made; the kernel takes them as long as there is room. */
const AT_ONCE = 20;
const SLACK = 1.1;

interface Scene {
  readonly target: Target;
  readonly bystanders: Bystanders;
  readonly flooder: SeededPerson;
  readonly conversationId: Id;
}

type Flood = (scene: Scene, signal: AbortSignal) => Promise<void>;

export const floods: ChaosScenario = {
  ids: ['O12'],
  name: 'floods',
  about: 'one user floods with messages, questions and 1,000 connections: limits hold and the p99 of others stays within 20 %',
  run: (context) =>
    underAttack(context, { access: 1, logic: 1, web: 1 }, async (target) => {
      const { pairs, rate } = SIZES[context.scale];
      const friendships = Array.from({ length: pairs + 1 }, (_, i) => [2 * i, 2 * i + 1] as const);
      const { people, conversations } = await target.seed({ people: 2 * pairs + 2, devices: SESSIONS_OF_FLOODER, friendships });
      const first = (person: SeededPerson | undefined): SeededDevice => person!.devices[0]!;
      const bystanders = await target.bystanders({
        transport: 'webtransport',
        pairs: conversations
          .slice(1)
          .map((conversationId, i) => ({ conversationId, sender: first(people[2 * i + 2]), receiver: first(people[2 * i + 3]) })),
        rate,
        bodyBytes: 100,
      });
      const scene = { target, bystanders, flooder: people[0]!, conversationId: conversations[0]! };
      await bystanders.measure(2_000);
      await sendLimit(scene);
      await othersFeel(scene, 'a user who asks for history of large messages without end', askWithoutEnd);
      await othersFeel(scene, `an address that opens ${CONNECTIONS} connections`, manyConnections);
    }),
};

/** Rounds beside nobody and beside the flood, in turns. */
async function othersFeel({ target, ...scene }: Scene, what: string, flood: Flood): Promise<void> {
  const { rounds, measureMs } = SIZES[target.context.scale];
  const [alone, beside]: [Felt[], Felt[]] = [[], []];
  for (let round = 0; round < rounds; round += 1) {
    alone.push(await scene.bystanders.measure(measureMs));
    const stop = new AbortController();
    const flooding = flood({ target, ...scene }, stop.signal);
    beside.push(await scene.bystanders.measure(measureMs));
    stop.abort();
    await flooding;
    await sleep(1_000);
  }
  const p99 = (felt: readonly Felt[]): number => percentiles(felt.map(({ deliveryMs }) => deliveryMs.p99)).p50;
  const lost = beside.reduce((sum, { scheduled, delivered }) => sum + scheduled - delivered, 0);
  target.judge.exactly('O12', `${what}: messages of others that were lost`, lost, 0);
  target.judge.atMost('O12', `${what}: delivery p99 of others`, p99(beside), MAX_SLOWDOWN[target.context.scale] * p99(alone), ' ms');
}

/** What of one user is committed while he sends as fast as he can, over several sessions. */
async function sendLimit(scene: Scene): Promise<void> {
  const { target, flooder } = scene;
  let seconds = 0;
  await othersFeel(scene, 'a user who sends without end', async (...asked) => {
    const start = performance.now();
    await sendWithoutEnd(...asked);
    seconds += (performance.now() - start) / 1_000;
  });
  const { rounds } = SIZES[target.context.scale];
  const rows = await withDatabase(target.world.databaseUrl, async (client) => {
    const found = await client.query<{ count: string }>('SELECT count(*) FROM message WHERE sender_id = $1', [flooder.userId]);
    return Number(found.rows[0]?.count);
  });
  const allowed = rounds * SEND_BURST + SENDS_PER_SECOND * seconds * SLACK;
  target.judge.atMost('O12', 'messages that were committed of a user who sent without end', rows, allowed);
  target.judge.atLeast('O12', 'messages that were committed of him at all', rows, SEND_BURST);
}

const sendWithoutEnd: Flood = async ({ target, flooder, conversationId }, signal) => {
  let number = 0;
  const run = Math.floor(Math.random() * 0x7fff_ffff);
  const body = encodeMessageBody({ kind: 'text', text: 'flood' });
  await withoutEnd(target, flooder.devices, signal, () => {
    number += 1;
    return encodeUp({
      kind: 'userMessage',
      conversationId,
      entries: [{ clientMsgId: idFromParts(number, run), kind: 'message', targetSeq: 0, body }],
    });
  });
};

/** Large messages are in the log already: a question costs the asker 60 bytes. */
const askWithoutEnd: Flood = async ({ target, flooder, conversationId }, signal) => {
  await writeLargeMessages(target, conversationId, flooder.userId);
  const question = encodeUp(
    { kind: 'historyRequest', conversationId, fromSeq: 1, toSeq: 0, limit: 200, direction: 'backward', since: 0 },
    1,
  );
  await withoutEnd(target, flooder.devices, signal, () => question);
};

async function withoutEnd(target: Target, devices: readonly SeededDevice[], signal: AbortSignal, next: () => Uint8Array): Promise<void> {
  const attacker = target.websocket();
  await Promise.all(
    devices.map(async ({ token, deviceId }) => {
      while (!signal.aborted) {
        const wire = await attacker.open().catch(() => undefined);
        if (wire === undefined) continue;
        await new FrameClient(wire).hello(token, deviceId).catch(() => undefined);
        const over = Promise.race([drain(wire).then(() => 'over' as const), aborted(signal)]);
        for (let outcome: unknown; outcome !== 'over' && !signal.aborted;)
          outcome = await Promise.race([Promise.all(Array.from({ length: AT_ONCE }, () => wire.write(next()))).catch(() => 'over'), over]);
        wire.close();
      }
    }),
  );
  await attacker.vanish();
}

/** Reads and forgets: a reader that does not read is another scenario. */
async function drain(wire: Wire): Promise<void> {
  for (let bytes = await wire.read(); bytes !== undefined; bytes = await wire.read());
}

/** From an address of its own, signed in or not; what the server does not want it closes, and it is opened again. */
const manyConnections: Flood = async ({ target, flooder }, signal) => {
  const attacker = target.websocket({ localAddress: FLOOD_ADDRESS });
  const hello = encodeUp(helloOf(flooder.devices[0]?.token ?? '', flooder.devices[0]?.deviceId ?? ''));
  let most = 0;
  const watching = (async () => {
    for (; !signal.aborted; await sleep(100)) most = Math.max(most, await metric(target.world.access[0], 'access_sessions'));
  })();
  const before = await metric(target.world.access[0], 'access_sessions');
  await Promise.all(
    Array.from({ length: CONNECTIONS }, async (_, i) => {
      await sleep(i);
      while (!signal.aborted) {
        const wire = await attacker.open().catch(() => undefined);
        if (wire !== undefined && i % 100 === 0) await wire.write(hello).catch(() => undefined);
        if (wire !== undefined) await Promise.race([drain(wire), aborted(signal)]);
        await Promise.race([sleep(REOPEN_MS), aborted(signal)]);
      }
    }),
  );
  await watching;
  await attacker.vanish();
  target.judge.atMost('O12', `sessions of one address that opened ${CONNECTIONS} connections`, most - before, SESSIONS_PER_ADDRESS);
  target.judge.atLeast('O12', 'sessions of it at all', most - before, SESSIONS_PER_ADDRESS / 2);
};

const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });

async function writeLargeMessages({ world }: Target, conversationId: Id, senderId: Id): Promise<void> {
  const body = Buffer.from(encodeMessageBody({ kind: 'text', text: 'x'.repeat(LARGE_BYTES) }));
  await withDatabase(world.databaseUrl, async (client) => {
    const { rows } = await client.query<{ last_seq: string; countable_total: string }>(
      'SELECT last_seq, countable_total FROM conversation WHERE id = $1',
      [conversationId],
    );
    const [seq, no] = [Number(rows[0]?.last_seq), Number(rows[0]?.countable_total)];
    if (seq > LARGE_ENTRIES) return;
    await client.query(
      `INSERT INTO message (id, conversation_id, seq, sender_id, client_msg_id, kind, countable_no, body)
       SELECT 9000000 + n, $1, $2 + n, $3, 8000000 + n, 0, $4 + n, $5 FROM generate_series(1, $6::int) n`,
      [conversationId, seq, senderId, no, body, LARGE_ENTRIES],
    );
    await client.query('UPDATE conversation SET last_seq = last_seq + $2, countable_total = countable_total + $2 WHERE id = $1', [
      conversationId,
      LARGE_ENTRIES,
    ]);
  });
}
