// R11: Redis forgets everything while messages flow. Nothing is lost, hardly anything is late, and routing is soon as it was.
import { setTimeout as sleep } from 'node:timers/promises';
import { percentiles } from '../hostile/percentiles.ts';
import { type Crew, crewDevice } from '../reliability/crew.ts';
import { allDevices, firstSpeakers, inLaboratory, type Laboratory, type Pair, storyOf, untilTrue } from '../reliability/laboratory.ts';
import { LocationReader } from '../reliability/locations.ts';
import { showDelays, type Told, type Window } from '../reliability/story.ts';
import type { ChaosScenario } from '../scenario.ts';

const SCALE = { smoke: { pairs: 20, rounds: 2 }, full: { pairs: 100, rounds: 20 } };
const EVERY_MS = 200;
const BEFORE_MS = 3_000;
const REBUILT_MS = 10_000;
const QUIET_MS = 1_000;
const END_MS = 10_000;

export const redisFlushed: ChaosScenario = {
  ids: ['R11'],
  name: 'redis-flushed',
  about: 'FLUSHALL again and again under load, and a restart of Redis',
  run: (context) =>
    inLaboratory(context, { access: 2, logic: 2, web: 1 }, async (laboratory) => {
      const { world, judge } = laboratory;
      const { pairs: count, rounds } = SCALE[context.scale];
      const pairs = await laboratory.pairs(count);
      const devices = allDevices(pairs);
      const crew = await laboratory.crew(devices.map((device) => crewDevice(device, world.webUrl)));
      await crew.connect();
      await crew.talk(firstSpeakers(pairs), { everyMs: EVERY_MS });
      const from = Date.now();
      await sleep(BEFORE_MS);
      const windows: Window[] = [{ from, to: Date.now() }];
      const slowest = { ms: 0 };
      for (let round = 0; round < rounds; round += 1) {
        const flushedAt = Date.now();
        if (round % 4 === 3) await world.restartRedis();
        else await flush(world.redis().url);
        slowest.ms = Math.max(slowest.ms, await rebuilt(world.redis().url, devices.length));
        windows.push({ from: flushedAt, to: Date.now() });
        await sleep(QUIET_MS);
      }
      judge.atMost('R11', `slowest of ${rounds} times until every location was known again`, slowest.ms, REBUILT_MS, ' ms');
      judge.exactly('R11', 'sends without an end', await crew.end(END_MS), 0);
      await judgeDelays(laboratory, crew, pairs, windows);
      const facts = await laboratory.check([crew], ['R1', 'R6', 'R7', 'R8']);
      judge.atLeast('R11', 'messages acked', facts.acked, 100);
      judge.exactly('R11', 'processes that ended', world.exits().length, 0);
    }),
};

async function flush(url: string): Promise<void> {
  const redis = await LocationReader.open(url);
  await redis.flushAll();
  redis.close();
}

async function rebuilt(url: string, devices: number): Promise<number> {
  const redis = await LocationReader.open(url);
  const ms = await untilTrue(async () => (await redis.all()).size === devices && (await redis.complete()), 3 * REBUILT_MS);
  redis.close();
  return ms;
}

/** By how much the slow ones of a disturbed time are slower than those of a quiet one. */
async function judgeDelays({ judge, context }: Laboratory, crew: Crew, pairs: readonly Pair[], windows: readonly Window[]): Promise<void> {
  const story = await storyOf([crew]);
  const receivers = new Map(pairs.map(({ conversation, second }) => [conversation, second[0]?.deviceId ?? '']));
  const receiver = ({ conversation }: Told): string => receivers.get(conversation) ?? '';
  const [quiet, ...flushed] = windows.map((window) => showDelays(story, receiver, window));
  const before = percentiles(quiet ?? []);
  const after = percentiles(flushed.flat());
  context.progress(`delivery before: p99 ${before.p99} ms; after a flush: p50 ${after.p50} ms, p99 ${after.p99} ms, max ${after.max} ms`);
  judge.atMost('R11', 'added to the delivery p99 after a flush', Math.max(0, after.p99 - before.p99), 2_000, ' ms');
}
