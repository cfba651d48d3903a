// R22: a log of 100,000 entries, in its first quarter every 25th of 30 KB. Devices read it back to its beginning while their links are cut, logic is killed
// and one of them starts anew. Then sessions pull it as fast as they can, and what logic holds meanwhile and afterwards is weighed.
import { setTimeout as sleep } from 'node:timers/promises';
import type { Id } from '@godwit/shared/ids/id';
import { freePort } from '../../../../scripts/servers/free-port.ts';
import type { SeededDevice } from '../hostile/seed-people.ts';
import { rssBytes } from '../hostile/target.ts';
import { type Crew, crewDevice } from '../reliability/crew.ts';
import { HeldMemory } from '../reliability/held-memory.ts';
import { inLaboratory, type Laboratory, untilTrue } from '../reliability/laboratory.ts';
import { openRaw } from '../reliability/raw-message.ts';
import { type Pulled, rawPull } from '../reliability/raw-pull.ts';
import { seedLogs } from '../reliability/seed-log.ts';
import type { ChaosScenario } from '../scenario.ts';

const SCALE = { smoke: { entries: 4_000, pullers: 2, warmUp: 1, rounds: 2 }, full: { entries: 100_000, pullers: 3, warmUp: 1, rounds: 3 } };
/** Then a page has room for 25 entries; in the rest for as many as it may have. */
const LARGE_EVERY = 25;
/** Devices of each of the two people, as `pullers`. */
const READERS = 2;
const MAX_PAGE = 200;
const MB = 1_048_576;
const MAX_HELD_MB = 2;
/** Far less than the pages of the pulls. */
const MAX_LEFT_MB = 2;
const MAX_LOGIC_GROWTH = 1.1;
/** Access is not told to collect: the buffers of the last frames lie about. */
const MAX_ACCESS_GROWTH = 1.2;
const LOOK_EVERY_MS = 100;
/** Nothing is waited for longer, so that a device that gives up is seen as one. */
const STEP_MS = 60_000;
const READ_MS = 300_000;

export const largeSync: ChaosScenario = {
  ids: ['R22'],
  name: 'large-sync',
  about: 'a long log of large messages is read over links that are cut, from a logic that is killed once, and by many at once',
  run: async (context) => {
    const port = await freePort();
    const env = { logic: { NODE_OPTIONS: `--inspect=127.0.0.1:${port}` }, access: { DENO_V8_FLAGS: '--gc-global' } };
    return inLaboratory(context, { access: 2, logic: 1, web: 1, proxied: ['websocket'], seed: context.seed, env }, async (laboratory) => {
      const { judge, world } = laboratory;
      const { entries, pullers, ...weighing } = SCALE[context.scale];
      const [pair] = await laboratory.pairs(1, READERS + pullers);
      const { conversation, first, second } = pair!;
      const log = { conversation, sender: first[0]!.userId };
      await seedLogs(world.databaseUrl, [
        { ...log, from: 1, to: entries / 4, largeEvery: LARGE_EVERY },
        { ...log, from: entries / 4 + 1, to: entries, largeEvery: Infinity },
      ]);
      const readers = [first, second].flatMap((devices) => devices.slice(0, READERS));
      const crew = await laboratory.crew(readers.map((device) => crewDevice(device, world.webUrl)));
      await crew.connect();
      await readUnderFaults(laboratory, crew, conversation, { entries, restarts: readers[0]!.deviceId });
      const readings = await crew.readings();
      judge.exactly('R22', 'entries that each device read', uniqueOf(readings.map((reading) => reading.entries)), String(entries));
      judge.atMost('R22', 'largest page that a device was shown', Math.max(...readings.map((reading) => reading.largestPage)), MAX_PAGE);
      await laboratory.check([crew], ['R5', 'R6', 'R7', 'R8', 'R20']);
      await crew.stop();
      const devices = [first, second].flatMap((own) => own.slice(READERS));
      await pullAndWeigh(laboratory, await HeldMemory.of(port), { devices, conversation, entries, ...weighing });
    });
  },
};

interface ReadPlan {
  readonly entries: number;
  /** The device that starts anew half-way. */
  readonly restarts: string;
}

/** Paced by what was read, so that a fast machine has as many faults in its log as a slow one. */
async function readUnderFaults(
  { world, context, judge }: Laboratory,
  crew: Crew,
  conversation: Id,
  { entries, restarts }: ReadPlan,
): Promise<void> {
  const cut = (access: number) => (): Promise<void> => Promise.resolve(world.accessProxies[access]?.websocket?.cut());
  const faults: readonly (readonly [string, () => Promise<unknown>])[] = [
    ['links to access-1 cut', cut(0)],
    ['links to access-2 cut', cut(1)],
    ['SIGKILL logic-1', () => world.restart(world.logic[0]!, { signal: 'SIGKILL' })],
    ['links to access-1 cut', cut(0)],
    [`${restarts} starts anew`, () => crew.reload(restarts, 'close')],
    ['links to access-2 cut', cut(1)],
  ];
  await crew.readBack(conversation);
  for (const [n, [what, fault]] of faults.entries()) {
    const due = (crew.size * entries * (n + 1)) / (faults.length + 1);
    await untilTrue(async () => sumOf((await crew.readings()).map((reading) => reading.entries)) >= due, STEP_MS);
    const at = Date.now();
    await fault();
    context.happened(what, at, Date.now());
  }
  const tookMs = await untilTrue(async () => (await crew.readings()).every(({ done }) => done), READ_MS);
  judge.holds('R22', 'all read to the beginning', tookMs < Infinity, `${(tookMs / 1_000).toFixed(1)} s after the last fault`, 'ever');
}

interface PullPlan {
  readonly devices: readonly SeededDevice[];
  readonly conversation: Id;
  readonly entries: number;
  readonly warmUp: number;
  readonly rounds: number;
}

/** All pull at once, round after round. The first ones fill caches and compile code. */
async function pullAndWeigh(laboratory: Laboratory, memory: HeldMemory, plan: PullPlan): Promise<void> {
  const { world, judge, context } = laboratory;
  const { devices, conversation, entries, warmUp, rounds } = plan;
  laboratory.keep(memory);
  const sessions = await Promise.all(devices.map((device, n) => openRaw(world, n % world.access.length, device)));
  const round = (): Promise<Pulled[]> => Promise.all(sessions.map((session) => rawPull(session, conversation)));
  const accessBytes = (): number => sumOf(world.access.map(({ pid }) => rssBytes(pid)));
  const pulled: Pulled[] = [];
  for (let n = 0; n < warmUp; n += 1) pulled.push(...(await round()));
  const [before, accessBefore] = [await memory.now(), accessBytes()];
  let [after, held] = [before, 0];
  for (let n = 1; n <= rounds; n += 1) {
    const pulling = round();
    held = Math.max(held, await mostWhile(pulling, async () => (await memory.now()).liveBytes - after.liveBytes));
    pulled.push(...(await pulling));
    after = await memory.now();
    context.progress(
      `round ${n}: logic holds ${mb(after.liveBytes)} MB, ${mb(after.residentBytes)} MB resident; access ${mb(accessBytes())} MB`,
    );
  }
  judge.exactly('R22', 'entries of each pull', uniqueOf(pulled.map((pull) => pull.entries)), String(entries));
  judge.exactly('R22', 'pages that were not what they say', pulled.flatMap(({ wrong }) => wrong)[0] ?? 'none', 'none');
  judge.atMost('R22', 'largest page of a pull that asked for more', Math.max(...pulled.map(({ largestPage }) => largestPage)), MAX_PAGE);
  judge.atMost('R22', 'logic holds for each pull under way, most', held / sessions.length / MB, MAX_HELD_MB, ' MB');
  const pulls = `${rounds * sessions.length} pulls`;
  judge.atMost('R22', `logic holds after ${pulls} more than before`, (after.liveBytes - before.liveBytes) / MB, MAX_LEFT_MB, ' MB');
  judge.atMost('R22', `resident memory of logic after ${pulls}, of before`, after.residentBytes / before.residentBytes, MAX_LOGIC_GROWTH);
  judge.atMost('R22', `resident memory of access after ${pulls}, of before`, accessBytes() / accessBefore, MAX_ACCESS_GROWTH);
}

/** The most that was seen until it is over, at least once. */
async function mostWhile(work: Promise<unknown>, look: () => Promise<number>): Promise<number> {
  let over = false;
  const end = (): void => {
    over = true;
  };
  work.then(end, end);
  let most = await look();
  for (; !over; await sleep(LOOK_EVERY_MS)) most = Math.max(most, await look());
  return most;
}

const sumOf = (numbers: readonly number[]): number => numbers.reduce((sum, number) => sum + number, 0);
const uniqueOf = (numbers: readonly number[]): string => [...new Set(numbers)].join(' ');
const mb = (bytes: number): string => (bytes / MB).toFixed(1);
