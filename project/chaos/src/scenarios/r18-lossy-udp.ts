// R18: a bad network loses, doubles and reorders packets all the time.
import { percentiles } from '../hostile/percentiles.ts';
import { crewDevice } from '../reliability/crew.ts';
import { allDevices, firstSpeakers, inLaboratory, storyOf } from '../reliability/laboratory.ts';
import { ackDelays, showDelays } from '../reliability/story.ts';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ChaosScenario } from '../scenario.ts';

const SCALE = { smoke: { pairs: 20, everyMs: 250, lossyMs: 6_000 }, full: { pairs: 50, everyMs: 500, lossyMs: 60_000 } };
const LOSSES = [0.05, 0.1, 0.3];
const DUPLICATE = 0.02;
const REORDER = 0.05;
const LIMITED_LOSS = 0.1;
const LIMIT_MS = 500;
const CLEAR_MS = 1_000;
const END_MS = 20_000;

export const lossyUdp: ChaosScenario = {
  ids: ['R18'],
  name: 'lossy-udp',
  about: '5, 10 and 30 % of the packets are lost in each direction, some are doubled and some overtaken',
  run: (context) =>
    inLaboratory(context, { access: 1, logic: 1, web: 1, proxied: ['udp'], seed: context.seed }, async (laboratory) => {
      const { world, judge } = laboratory;
      const { pairs: count, everyMs, lossyMs } = SCALE[context.scale];
      const pairs = await laboratory.pairs(count);
      const crew = await laboratory.crew(allDevices(pairs).map((device) => crewDevice(device, world.webUrl, 'webtransport')));
      const udp = world.accessProxies[0]!.udp!;
      await crew.connect();
      await crew.talk(firstSpeakers(pairs), { everyMs });
      const windows: { loss: number; from: number; to: number }[] = [];
      for (const loss of LOSSES) {
        udp.set({ loss, duplicate: DUPLICATE, reorder: REORDER });
        const from = Date.now();
        await sleep(lossyMs);
        windows.push({ loss, from, to: Date.now() });
        udp.clear();
        await sleep(CLEAR_MS);
      }
      judge.exactly('R18', 'sends without an end', await crew.end(END_MS), 0);
      const { dropped, duplicated, reordered } = udp.stats();
      judge.atLeast('R18', 'packets that were lost', dropped, 100);
      context.progress(`${dropped} packets lost, ${duplicated} doubled, ${reordered} overtaken`);
      const story = await storyOf([crew]);
      const receivers = new Map(pairs.map(({ conversation, second }) => [conversation, second[0]?.deviceId ?? '']));
      for (const { loss, ...window } of windows) {
        const shown = percentiles(showDelays(story, ({ conversation }) => receivers.get(conversation) ?? '', window));
        const acked = percentiles(ackDelays(story, window));
        const what = `at ${loss * 100} % loss: delivery p50 ${shown.p50} ms, p99 ${shown.p99} ms; ack p99 ${acked.p99} ms, max`;
        if (loss === LIMITED_LOSS) judge.atMost('R18', `delivery p99 at ${loss * 100} % loss`, shown.p99, LIMIT_MS, ' ms');
        context.progress(`${what} ${acked.max} ms`);
      }
      const facts = await laboratory.check([crew], ['R1', 'R6', 'R7', 'R8']);
      judge.atLeast('R18', 'messages acked', facts.acked, 100);
    }),
};
