// R14: one logic node stands still (SIGSTOP: its connections stay open, nothing tells anybody). Others must do its work.
import { setTimeout as sleep } from 'node:timers/promises';
import { percentiles } from '../hostile/percentiles.ts';
import { allDevices, firstSpeakers, inLaboratory, storyOf } from '../reliability/laboratory.ts';
import { crewDevice } from '../reliability/crew.ts';
import { ackDelays } from '../reliability/story.ts';
import type { ChaosScenario } from '../scenario.ts';

const SCALE = { smoke: { pauseMs: 8_000, pairs: 20 }, full: { pauseMs: 60_000, pairs: 40 } };
const EVERY_MS = 250;
const BEFORE_MS = 2_000;
const END_MS = 15_000;

export const pausedLogic: ChaosScenario = {
  ids: ['R14'],
  name: 'paused-logic',
  about: 'one of two logic nodes is paused under load: nothing is lost and acks stay fast',
  run: (context) =>
    inLaboratory(context, { access: 1, logic: 2, web: 1 }, async (laboratory) => {
      const { world, judge } = laboratory;
      const { pauseMs, pairs: count } = SCALE[context.scale];
      const pairs = await laboratory.pairs(count);
      const crew = await laboratory.crew(allDevices(pairs).map((device) => crewDevice(device, world.webUrl)));
      await crew.connect();
      await crew.talk(firstSpeakers(pairs), { everyMs: EVERY_MS });
      await sleep(BEFORE_MS);
      const from = Date.now();
      world.logic[0]?.kill('SIGSTOP');
      await sleep(pauseMs);
      const to = Date.now();
      world.logic[0]?.kill('SIGCONT');
      const open = await crew.end(END_MS);
      const { p50, p99, max } = percentiles(ackDelays(await storyOf([crew]), { from, to }));
      judge.atMost('R14', 'ack p99 during the pause', p99, 5_000, ' ms');
      context.progress(`acks during the pause: p50 ${p50} ms, max ${max} ms`);
      judge.exactly('R14', 'sends without an end', open, 0);
      const facts = await laboratory.check([crew], ['R1', 'R6', 'R7', 'R9']);
      judge.atLeast('R14', 'messages acked', facts.acked, 1);
    }),
};
