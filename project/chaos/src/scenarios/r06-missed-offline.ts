// R6: what was written while a device had no link is there soon after it is back, although nothing follows that would show the hole.
import { setTimeout as sleep } from 'node:timers/promises';
import type { TcpProxy } from '../../../../scripts/faults/tcp-proxy.ts';
import type { Crew } from '../reliability/crew.ts';
import { inLaboratory, type Pair, storyOf, untilTrue } from '../reliability/laboratory.ts';
import { seatedApart } from '../reliability/seated-apart.ts';
import type { ChaosScenario } from '../scenario.ts';

const SCALE = { smoke: { pairs: 20, rounds: 1 }, full: { pairs: 100, rounds: 5 } };
const COMPLETE_MS = 10_000;
/** Nothing is waited for longer, so that a device that never asks is seen as one. */
const WATCHED_MS = 20_000;
/** Links that lived so long have forgotten their back-off. */
const CALM_MS = 32_000;

export const missedOffline: ChaosScenario = {
  ids: ['R6'],
  name: 'missed-offline',
  about: 'everybody gets one message while without a link, and then nothing more; once the session is resumed, once its node was killed',
  run: (context) =>
    inLaboratory(context, { access: 2, logic: 1, web: 1, proxied: ['websocket'], seed: context.seed }, async (laboratory) => {
      const { judge, world } = laboratory;
      const { pairs: count, rounds } = SCALE[context.scale];
      const pairs = await laboratory.pairs(count);
      const crew = await seatedApart(laboratory, pairs);
      await crew.connect();
      const receivers = world.accessProxies[1]?.websocket;
      if (receivers === undefined) throw new Error('access-2 has no proxy');
      const slowest: number[] = [];
      const missed = async (what: string, meanwhile: () => Promise<unknown>): Promise<void> => {
        slowest.push(await missRound({ crew, pairs, receivers, what, meanwhile }));
      };
      for (let round = 1; round <= rounds; round += 1) {
        if (round > 1) await sleep(CALM_MS);
        await missed(`round ${round}, resumed`, () => Promise.resolve());
        await sleep(CALM_MS);
        await missed(`round ${round}, anew`, () => world.restart(world.access[1]!, { signal: 'SIGKILL' }));
      }
      judge.atMost(
        'R6',
        `slowest of ${2 * count * rounds} messages was shown, after the network was back`,
        Math.max(...slowest),
        COMPLETE_MS,
        ' ms',
      );
      await laboratory.check([crew], ['R1', 'R6', 'R7', 'R8']);
    }),
};

interface Missed {
  readonly crew: Crew;
  readonly pairs: readonly Pair[];
  readonly receivers: TcpProxy;
  readonly what: string;
  /** Happens while the receivers are away. A node that was killed has nothing that it could resume. */
  readonly meanwhile: () => Promise<unknown>;
}

/** Returns how long it took from the end of the outage until every message had been shown, in ms. */
async function missRound({ crew, pairs, receivers, what, meanwhile }: Missed): Promise<number> {
  const textOf = ({ conversation }: Pair): string => `${conversation} ${what}`;
  receivers.set({ refuse: true });
  receivers.cut();
  await Promise.all(pairs.map((pair) => crew.send(pair.first[0]?.deviceId ?? '', pair.conversation, textOf(pair))));
  await meanwhile();
  receivers.clear();
  return untilTrue(
    async () => {
      const { messages } = await storyOf([crew]);
      return pairs.every((pair) => messages.get(textOf(pair))?.shownAt.has(pair.second[0]?.deviceId ?? '') === true);
    },
    WATCHED_MS,
    250,
  );
}
