// R16: access nodes are restarted one after the other under load. Their devices go to another node, and nobody notices but by the log.
import { setTimeout as sleep } from 'node:timers/promises';
import { percentiles } from '../hostile/percentiles.ts';
import { crewDevice } from '../reliability/crew.ts';
import { allDevices, firstSpeakers, inLaboratory, storyOf, untilTrue } from '../reliability/laboratory.ts';
import { absences, ackDelays, type Story } from '../reliability/story.ts';
import type { ChaosScenario } from '../scenario.ts';

const SCALE = { smoke: { nodes: 2, rounds: 1, pairs: 30 }, full: { nodes: 3, rounds: 3, pairs: 150 } };
const EVERY_MS = 250;
const BEFORE_MS = 1_500;
const EXIT_MS = 15_000;
const BACK_MS = 3_000;
const SETTLED_MS = 10_000;
const END_MS = 20_000;

export const rollingRestart: ChaosScenario = {
  ids: ['R16'],
  name: 'rolling-restart',
  about: 'every access node gets SIGTERM under load and is started again',
  run: (context) =>
    inLaboratory(context, { access: SCALE[context.scale].nodes, logic: 1, web: 1 }, async (laboratory) => {
      const { world, judge } = laboratory;
      const { nodes, rounds, pairs: count } = SCALE[context.scale];
      const pairs = await laboratory.pairs(count);
      const crew = await laboratory.crew(allDevices(pairs).map((device) => crewDevice(device, world.webUrl)));
      await crew.connect();
      await crew.talk(firstSpeakers(pairs), { everyMs: EVERY_MS });
      await sleep(BEFORE_MS);
      const from = Date.now();
      const exits: { ms: number; code: number }[] = [];
      for (let round = 0; round < rounds; round += 1) {
        for (let node = 0; node < nodes; node += 1) {
          const start = performance.now();
          const code = await world.access[node]!.stop();
          exits.push({ ms: performance.now() - start, code });
          await world.restart(world.access[node]!);
          await untilTrue(async () => (await crew.state()).online === crew.size, SETTLED_MS);
          await sleep(BEFORE_MS);
        }
      }
      const window = { from, to: Date.now() };
      judge.exactly('R16', 'sends without an end', await crew.end(END_MS), 0);
      const story = await storyOf([crew]);
      const gone = absences(story, window);
      const acks = percentiles(ackDelays(story, window));
      context.progress(`acks during the restarts: p50 ${acks.p50} ms, p99 ${acks.p99} ms, max ${acks.max} ms`);
      judge.atLeast('R16', 'moves of devices', moves(story, from), allDevices(pairs).length / 2);
      judge.atMost(
        'R16',
        `${gone.length} devices were without a link for a while; p99`,
        gone.length === 0 ? 0 : percentiles(gone).p99,
        BACK_MS,
        ' ms',
      );
      judge.atMost('R16', 'slowest exit', Math.max(...exits.map(({ ms }) => ms)), EXIT_MS, ' ms');
      judge.exactly('R16', 'exits that were not clean', exits.filter(({ code }) => code !== 0).length, 0);
      const facts = await laboratory.check([crew], ['R1', 'R6', 'R7', 'R8']);
      judge.atLeast('R16', 'messages acked', facts.acked, 1);
    }),
};

/** A device that comes up on another node without having been away moved as well: `connect` is written for both. */
const moves = ({ links }: Story, from: number): number =>
  [...links.values()].reduce((sum, changes) => sum + changes.filter(({ up, at }) => up && at >= from).length, 0);
