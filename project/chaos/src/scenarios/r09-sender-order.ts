// R9: what one device sends first has the smaller seq, although two logic nodes commit and one of them stands still now and then.
import { setTimeout as sleep } from 'node:timers/promises';
import type { Id } from '@godwit/shared/ids/id';
import { selectTruth } from '../checker/select-truth.ts';
import { crewDevice } from '../reliability/crew.ts';
import { allDevices, firstSpeakers, inLaboratory, type Laboratory, storyOf } from '../reliability/laboratory.ts';
import type { Story } from '../reliability/story.ts';
import type { ChaosScenario } from '../scenario.ts';

const SCALE = {
  smoke: { pairs: 20, messages: 150, pauses: 2, pauseMs: 1_500, neighbours: 2_000 },
  full: { pairs: 40, messages: 2_600, pauses: 12, pauseMs: 4_000, neighbours: 100_000 },
};
const EVERY_MS = 40;
const BETWEEN_MS = 1_500;
const END_MS = 90_000;

export const senderOrder: ChaosScenario = {
  ids: ['R9'],
  name: 'sender-order',
  about: 'devices send without waiting for acks over two logic nodes that are paused in turn',
  run: (context) =>
    inLaboratory(context, { access: 1, logic: 2, web: 1 }, async (laboratory) => {
      const { world, judge } = laboratory;
      const scale = SCALE[context.scale];
      const pairs = await laboratory.pairs(scale.pairs);
      const crew = await laboratory.crew(allDevices(pairs).map((device) => crewDevice(device, world.webUrl)));
      await crew.connect();
      await crew.talk(firstSpeakers(pairs), { everyMs: EVERY_MS, messages: scale.messages });
      await pauseInTurn(laboratory, scale);
      await crew.spoken();
      judge.exactly('R9', 'sends without an end', await crew.end(END_MS), 0);
      const { neighbours, inverted } = await compareOrder(laboratory, await storyOf([crew]));
      judge.atLeast('R9', 'messages of one device in a row that were compared', neighbours, scale.neighbours);
      judge.exactly('R9', 'of these, those stored the other way round', inverted, 0);
    }),
};

async function pauseInTurn({ world }: Laboratory, { pauses, pauseMs }: { pauses: number; pauseMs: number }): Promise<void> {
  for (let n = 0; n < pauses; n += 1) {
    await sleep(BETWEEN_MS);
    const logic = world.logic[n % 2];
    logic?.kill('SIGSTOP');
    await sleep(pauseMs);
    logic?.kill('SIGCONT');
  }
}

async function compareOrder({ world }: Laboratory, { messages }: Story): Promise<{ neighbours: number; inverted: number }> {
  let neighbours = 0;
  let inverted = 0;
  for (const { entries } of (await selectTruth(world.databaseUrl)).values()) {
    const newest = new Map<Id, number>();
    for (const { text, sender } of entries) {
      const { number = 0 } = messages.get(text) ?? {};
      const before = newest.get(sender);
      newest.set(sender, number);
      if (before === undefined) continue;
      neighbours += 1;
      if (number < before) inverted += 1;
    }
  }
  return { neighbours, inverted };
}
