// R12: a node that was asleep wakes up and believes that it is yesterday. It must not take back locations that are newer, nor send to old ones.
import { setTimeout as sleep } from 'node:timers/promises';
import { type Crew, crewDevice } from '../reliability/crew.ts';
import { allDevices, firstSpeakers, inLaboratory, type Laboratory, type Pair, storyOf, untilTrue } from '../reliability/laboratory.ts';
import { LocationReader } from '../reliability/locations.ts';
import { RouteWatcher } from '../reliability/route-watcher.ts';
import type { ChaosContext, ChaosScenario, Finding } from '../scenario.ts';

/** In the smoke run leases, heartbeats and deadlines are shorter. A node renews each lease three times in its life, so what was taken from it shows for 5 s. */
const SCALE = {
  smoke: {
    asleepMs: 16_000,
    pairs: 6,
    env: { LOCATION_LEASE_MS: '15000', HEARTBEAT_MS: '1000', DEAD_AFTER_MS: '3000', LOOP_BLOCKED_MS: '2000' },
  },
  full: { asleepMs: 60_000, pairs: 40, env: {} },
};
const EVERY_MS = 200;
const BEFORE_MS = 2_000;
/** After a wake-up wrong routes are forgiven for so long. */
const GRACE_MS = 1_000;
const WATCHED_MS = 8_000;
const MOVED_MS = 60_000;
const END_MS = 30_000;

export const sleepingAccess: ChaosScenario = {
  ids: ['R12'],
  name: 'sleeping-access',
  about: 'an access node sleeps until its devices are on another one, and wakes up believing that it still has them',
  run: (context) =>
    inSleep(context, async (laboratory, crew, pairs) => {
      const { world } = laboratory;
      const sleeper = world.access[0];
      const before = await nodesOf(laboratory);
      // nobody tells it that they have gone
      world.accessProxies[0]?.websocket?.set({ blackHole: true });
      const wokenAt = await asleep(laboratory, sleeper, async () => {
        const moved = await untilTrue(async () => !(await nodesOf(laboratory)).some((node) => node.startsWith('access-1-')), MOVED_MS, 100);
        context.progress(`devices of the sleeper were elsewhere after ${Math.round(moved)} ms`);
      });
      laboratory.judge.atLeast('R12', 'devices that had to move', before.filter((node) => node.startsWith('access-1-')).length, 1);
      await judgeRoutes(laboratory, crew, pairs, wokenAt);
    }),
};

export const sleepingLogic: ChaosScenario = {
  ids: ['R12'],
  name: 'sleeping-logic',
  about: 'a logic node sleeps while devices move to another access node, and wakes up',
  run: (context) =>
    inSleep(context, async (laboratory, crew, pairs) => {
      const { world } = laboratory;
      const wokenAt = await asleep(laboratory, world.logic[0], async () => {
        await world.restart(world.access[0]!, { signal: 'SIGKILL' });
        await untilTrue(async () => (await crew.state()).online === crew.size, MOVED_MS, 100);
      });
      await judgeRoutes(laboratory, crew, pairs, wokenAt);
    }),
};

function inSleep(
  context: ChaosContext,
  run: (laboratory: Laboratory, crew: Crew, pairs: readonly Pair[]) => Promise<void>,
): Promise<readonly Finding[]> {
  const { pairs: count, env } = SCALE[context.scale];
  return inLaboratory(context, { access: 2, logic: 2, web: 1, env: { access: env }, proxied: ['websocket'] }, async (laboratory) => {
    const pairs = await laboratory.pairs(count);
    const crew = await laboratory.crew(allDevices(pairs).map((device) => crewDevice(device, laboratory.world.webUrl)));
    await crew.connect();
    await crew.talk(firstSpeakers(pairs), { everyMs: EVERY_MS });
    await sleep(BEFORE_MS);
    await run(laboratory, crew, pairs);
  });
}

/** Returns when it woke up. */
async function asleep(
  { context }: Laboratory,
  tier: { kill(signal: NodeJS.Signals): void } | undefined,
  meanwhile: () => Promise<void>,
): Promise<number> {
  const start = Date.now();
  tier?.kill('SIGSTOP');
  await meanwhile();
  await sleep(Math.max(0, SCALE[context.scale].asleepMs - (Date.now() - start)));
  tier?.kill('SIGCONT');
  return Date.now();
}

async function nodesOf({ world }: Laboratory): Promise<string[]> {
  const redis = await LocationReader.open(world.redis().url);
  const all = await redis.all();
  redis.close();
  return [...all.values()];
}

/** Every push is looked at, and every change of what Redis says, from the wake-up on. */
async function judgeRoutes(laboratory: Laboratory, crew: Crew, pairs: readonly Pair[], wokenAt: number): Promise<void> {
  const { world, judge } = laboratory;
  const watcher = laboratory.keep(await RouteWatcher.open(world.nats().urlFor('access')));
  const redis = laboratory.keep(await LocationReader.open(world.redis().url));
  const awake = await redis.all();
  let overwritten = 0;
  let missing = 0;
  const known = new Set(awake.values());
  for (const end = wokenAt + WATCHED_MS; Date.now() < end; await sleep(50)) {
    const now = await redis.all();
    for (const at of now.values()) known.add(at);
    if (Date.now() < wokenAt + GRACE_MS) continue;
    missing += 2 * pairs.length - now.size;
    for (const [device, at] of now) if (isOlder(at, awake.get(device))) overwritten += 1;
  }
  const late = watcher.pushes.filter(({ at }) => at > wokenAt + GRACE_MS);
  const current = new Set((await redis.all()).values());
  judge.atLeast('R12', 'pushes that were looked at', late.length, 10);
  judge.exactly('R12', 'pushes to where nobody is, more than 1 s after the wake-up', late.filter(({ to }) => !current.has(to)).length, 0);
  judge.exactly('R12', 'looks at Redis that found an older location in place of a newer one', overwritten, 0);
  judge.exactly('R12', 'looks at Redis that found no location of a connected device', missing, 0);
  judge.exactly('R12', 'sends without an end', await crew.end(END_MS), 0);
  const facts = await laboratory.check([crew], ['R1', 'R6', 'R7', 'R8']);
  judge.atLeast('R12', 'messages acked', facts.acked, (await storyOf([crew])).messages.size);
}

/** `name-boot|handle`: an older boot of the same node, or an older session of the same boot. */
function isOlder(now: string, before = now): boolean {
  const [node = '', handle = ''] = now.split('|');
  const [nodeBefore = '', handleBefore = ''] = before.split('|');
  return node === nodeBefore ? Number(handle) < Number(handleBefore) : node.startsWith('access-1-');
}
