// R13: NATS goes away and comes back. Every process finds it again by itself, none ends, and what was not acked is sent again.
import { setTimeout as sleep } from 'node:timers/promises';
import { crewDevice } from '../reliability/crew.ts';
import { allDevices, firstSpeakers, inLaboratory, storyOf, untilTrue } from '../reliability/laboratory.ts';
import { absences } from '../reliability/story.ts';
import type { Tier } from '../../../../scripts/tiers.ts';
import type { ChaosScenario } from '../scenario.ts';

const SCALE = { smoke: { outagesMs: [0, 3_000], pairs: 10 }, full: { outagesMs: [0, 3_000, 60_000, 300_000], pairs: 40 } };
const EVERY_MS = 500;
const BEFORE_MS = 1_000;
const BACK_MS = 3_000;
const BETWEEN_MS = 3_000;
const END_MS = 20_000;

export const natsOutage: ChaosScenario = {
  ids: ['R13'],
  name: 'nats-outage',
  about: 'NATS is restarted, and away for a long time, under load',
  run: (context) =>
    inLaboratory(context, { access: 2, logic: 2, web: 2 }, async (laboratory) => {
      const { world, judge } = laboratory;
      const { outagesMs, pairs: count } = SCALE[context.scale];
      const pairs = await laboratory.pairs(count);
      const crew = await laboratory.crew(allDevices(pairs).map((device) => crewDevice(device, world.webUrl)));
      await crew.connect();
      await crew.talk(firstSpeakers(pairs), { everyMs: EVERY_MS });
      await sleep(BEFORE_MS);
      const from = Date.now();
      const tiers = [...world.access, ...world.logic, ...world.web];
      for (const downMs of outagesMs) {
        context.progress(`NATS is away for ${downMs} ms`);
        await world.restartNats(downMs);
        const back = await Promise.all(tiers.map((tier) => untilTrue(() => hasNats(tier), 5 * BACK_MS)));
        judge.atMost(
          'R13',
          `after ${downMs / 1_000} s away, the last of ${tiers.length} links was back after`,
          Math.max(...back),
          BACK_MS,
          ' ms',
        );
        await sleep(BETWEEN_MS);
      }
      judge.exactly('R13', 'processes that ended', world.exits().length, 0);
      judge.exactly('R13', 'sends without an end', await crew.end(END_MS), 0);
      const story = await storyOf([crew]);
      judge.exactly('R13', 'sessions that clients lost by it', absences(story, { from, to: Date.now() }).length, 0);
      const facts = await laboratory.check([crew], ['R1', 'R6', 'R7', 'R8']);
      judge.atLeast('R13', 'messages acked', facts.acked, 1);
    }),
};

/** The process's own word, but of a round trip to the server that it makes when asked. */
async function hasNats(tier: Tier): Promise<boolean> {
  const answer = await fetch(`http://127.0.0.1:${tier.ports['internal'] ?? 0}/readyz`, { signal: AbortSignal.timeout(1_000) });
  return JSON.stringify(await answer.json()).includes('"nats":{"ok":true');
}
