// R21: read marks of several devices only ever grow, and are the same everywhere soon after the last fault. (Recalls are part of the nemesis run.)
import { setTimeout as sleep } from 'node:timers/promises';
import type { Id } from '@godwit/shared/ids/id';
import { selectTruth } from '../checker/select-truth.ts';
import { seededRandom } from '../../../../scripts/faults/seeded-random.ts';
import type { SeededDevice } from '../hostile/seed-people.ts';
import { type Crew, crewDevice } from '../reliability/crew.ts';
import { allDevices, inLaboratory, type Laboratory, type Pair, untilTrue } from '../reliability/laboratory.ts';
import { marksOf } from '../reliability/marks.ts';
import { openRaw } from '../reliability/raw-message.ts';
import type { ChaosScenario } from '../scenario.ts';

const SCALE = { smoke: { pairs: 3, rounds: 1 }, full: { pairs: 10, rounds: 10 } };
const DEVICES = 3;
const EVERY_MS = 300;
const READ_EVERY_MS = 40;
const TALK_MS = 1_500;
const SHOWN_MS = 500;
const FAULT_MS = 1_500;
const INTO_FAULT_MS = 200;
const EQUAL_MS = 10_000;
const WATCHED_MS = 20_000;
const END_MS = 30_000;

/** Each ends with everything running. */
const FAULTS: Readonly<Record<string, (laboratory: Laboratory) => Promise<unknown>>> = {
  'logic stands still and is killed': async ({ world }) => {
    const logic = world.logic[0]!;
    logic.kill('SIGSTOP');
    await sleep(FAULT_MS);
    await world.restart(logic, { signal: 'SIGKILL' });
  },
  'logic is killed': ({ world }) => world.restart(world.logic[0]!, { signal: 'SIGKILL' }),
  'NATS is restarted': ({ world }) => world.restartNats(FAULT_MS),
  'PostgreSQL is restarted': ({ world }) => world.restartPostgres({ downMs: FAULT_MS }),
  'access is killed': ({ world }) => world.restart(world.access[0]!, { signal: 'SIGKILL' }),
  'Redis is restarted': ({ world }) => world.restartRedis(FAULT_MS),
};

export const readMarks: ChaosScenario = {
  ids: ['R21'],
  name: 'read-marks',
  about: 'users read on several devices at once while one part after the other fails',
  run: (context) =>
    inLaboratory(context, { access: 2, logic: 2, web: 1 }, async (laboratory) => {
      const { world, judge } = laboratory;
      const { pairs: count, rounds } = SCALE[context.scale];
      const seeded = await laboratory.pairs(count, DEVICES + 1);
      const pairs = seeded.map(({ conversation, first, second }) => ({ conversation, first: first.slice(1), second: second.slice(1) }));
      const behind = seeded.map(({ conversation, first }) => ({ conversation, device: first[0]! }));
      const crew = await laboratory.crew(allDevices(pairs).map((device) => crewDevice(device, world.webUrl)));
      await crew.connect();
      const random = seededRandom(context.seed);
      for (let round = 0; round < rounds; round += 1) {
        for (const [what, fault] of Object.entries(FAULTS)) {
          await readAndFail(laboratory, { crew, pairs, behind, random, round, what, fault });
        }
      }
      judge.exactly('R21', 'sends without an end', await crew.end(END_MS), 0);
      const facts = await laboratory.check([crew], ['R21']);
      judge.atLeast('R21', 'times that somebody read', facts.reads, 50);
    }),
};

interface Round {
  readonly crew: Crew;
  readonly pairs: readonly Pair[];
  /** Devices of the first sides that have read the first message only, and say so after the others. */
  readonly behind: readonly { readonly conversation: Id; readonly device: SeededDevice }[];
  readonly random: () => number;
  readonly round: number;
  readonly what: string;
  readonly fault: (laboratory: Laboratory) => Promise<unknown>;
}

/** Everybody writes and reads; then one side has something new, and reads it on some device while a part is away. All must agree soon. */
async function readAndFail(laboratory: Laboratory, { crew, pairs, behind, random, what, fault, round }: Round): Promise<void> {
  const lines = pairs.flatMap(({ conversation, first, second }) =>
    [...first, ...second].map(({ deviceId }) => ({ device: deviceId, conversation })),
  );
  const anyOf = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)]!;
  await crew.talk(lines, { everyMs: EVERY_MS * DEVICES });
  for (const end = Date.now() + TALK_MS; Date.now() < end; await sleep(READ_EVERY_MS)) {
    const { device, conversation } = anyOf(lines);
    await crew.read(device, conversation);
  }
  await crew.hush();
  await Promise.all(
    pairs.map(({ conversation, second }) => crew.send(anyOf(second).deviceId, conversation, `${conversation} ${what} ${round}`)),
  );
  await sleep(SHOWN_MS);
  const failing = fault(laboratory);
  await sleep(INTO_FAULT_MS);
  for (const { conversation, first } of pairs) await crew.read(anyOf(first).deviceId, conversation);
  await failing;
  const healed = Date.now();
  const equal = await untilTrue(() => agree(laboratory, crew, pairs), WATCHED_MS, 250);
  laboratory.judge.atMost(
    'R21',
    `${what}: marks were equal everywhere after`,
    equal === Infinity ? equal : Date.now() - healed,
    EQUAL_MS,
    ' ms',
  );
  laboratory.judge.exactly('R21', `${what}: stored marks that a device which is behind took back`, await takenBack(laboratory, behind), 0);
}

/** How many marks are lower once these devices have said that they have read the first message, which the SDK would not say any more. */
async function takenBack({ world }: Laboratory, behind: Round['behind']): Promise<number> {
  const marks = async (): Promise<number[]> => {
    const truth = await selectTruth(world.databaseUrl);
    return behind.map(({ conversation, device }) => truth.get(conversation)?.members.get(device.userId)?.readSeq ?? 0);
  };
  const before = await marks();
  await Promise.all(
    behind.map(async ({ conversation, device }) => {
      const session = await openRaw(world, 1, device);
      session.send({ kind: 'conversationRead', conversationId: conversation, readSeq: 1 });
      await sleep(SHOWN_MS);
      session.close();
    }),
  );
  const after = await marks();
  return after.filter((mark, n) => mark < before[n]!).length;
}

/** All devices of both sides show the same two marks, which are those that are stored, and every message has arrived. */
async function agree({ world }: Laboratory, crew: Crew, pairs: readonly Pair[]): Promise<boolean> {
  if ((await crew.state()).openSends > 0) return false;
  const [truth, shown, said] = [await selectTruth(world.databaseUrl), ...(await marksOf(crew.ledger))];
  return pairs.every(({ conversation, first, second }) =>
    [first, second].every((devices, side) => {
      const members = truth.get(conversation)?.members;
      const own = members?.get(devices[0]?.userId ?? '')?.readSeq ?? -1;
      const peer = members?.get((side === 0 ? second : first)[0]?.userId ?? '')?.readSeq ?? -1;
      return devices.every(({ deviceId }) => {
        const key = `${deviceId} ${conversation}`;
        const marks = shown.get(key) ?? { own: 0, peer: 0 };
        return marks.own === own && marks.peer === peer && own >= (said.get(key) ?? 0);
      });
    }),
  );
}
