// R10: the last message of a conversation arrives although its push was lost; nothing follows it that would show the hole.
import { setTimeout as sleep } from 'node:timers/promises';
import { percentiles } from '../hostile/percentiles.ts';
import type { Crew } from '../reliability/crew.ts';
import { type DroppingProxy, startDroppingProxy } from '../reliability/dropping-proxy.ts';
import { inLaboratory, type Laboratory, type Pair, storyOf, untilTrue } from '../reliability/laboratory.ts';
import { NatsCutter } from '../reliability/nats-cutter.ts';
import { seatedApart } from '../reliability/seated-apart.ts';
import { makeRooms } from '../reliability/seed-room.ts';
import type { Told } from '../reliability/story.ts';
import { WebSocketCutter } from '../reliability/websocket-cutter.ts';
import type { ChaosContext, ChaosScenario, Finding } from '../scenario.ts';

const SCALE = { smoke: { pairs: 20, rounds: 2 }, full: { pairs: 40, rounds: 25 } };
const LIMIT_MS = 3_000;
/** Nothing is waited for longer, so that a round without an end is seen as one. */
const ROUND_MS = 15_000;
/** How long pushes are lost: all of a round are under way by then. */
const LOST_MS = 400;
const QUIET_MS = 1_500;
/** Instead of 15 s: what the Pong tells is told so often. */
const HEARTBEAT_MS = 1_000;

export const tailLossBeforeAccess: ChaosScenario = {
  ids: ['R10'],
  name: 'tail-loss-before-access',
  about: 'everybody gets one message whose push is lost between NATS and access, and then nothing more',
  run: (context) => loseTails(context, lossyNats),
};

export const tailLossBehindAccess: ChaosScenario = {
  ids: ['R10'],
  name: 'tail-loss-behind-access',
  about: `the same between access and client, which a stream does not do and a bug may; with a heartbeat of ${HEARTBEAT_MS} ms`,
  run: (context) =>
    loseTails(context, async (laboratory) => {
      const port = { of: 0 };
      const proxy = laboratory.keep(await startDroppingProxy({ targetPort: () => port.of, cutter: () => new WebSocketCutter() }));
      const access = await laboratory.world.start('access', {
        ACCESS_PUBLIC_WEBSOCKET_URL: `ws://127.0.0.1:${proxy.port}/godwit`,
        HEARTBEAT_MS: String(HEARTBEAT_MS),
      });
      port.of = access.ports['websocket'] ?? 0;
      return proxy;
    }),
};

export const tailLossInRooms: ChaosScenario = {
  ids: ['R10'],
  name: 'tail-loss-in-rooms',
  about: 'the same before access, where every conversation is a room: its pushes go to nodes and are not numbered',
  run: (context) => loseTails(context, lossyNats, makeRooms),
};

async function lossyNats(laboratory: Laboratory): Promise<DroppingProxy> {
  const { world } = laboratory;
  const proxy = laboratory.keep(await startDroppingProxy({ targetPort: () => world.nats().port, cutter: () => new NatsCutter() }));
  await world.start('access', { NATS_URL: world.stack.natsUrl('access').replace(/:\d+$/, `:${proxy.port}`) });
  return proxy;
}

/** `lossyNode` starts a second access node that loses pushes when it is told to. */
const loseTails = (
  context: ChaosContext,
  lossyNode: (laboratory: Laboratory) => Promise<DroppingProxy>,
  prepare: (databaseUrl: string) => Promise<void> = () => Promise.resolve(),
): Promise<readonly Finding[]> =>
  inLaboratory(context, { access: 1, logic: 1, web: 1 }, async (laboratory) => {
    const { pairs: count, rounds } = SCALE[context.scale];
    const proxy = await lossyNode(laboratory);
    const pairs = await laboratory.pairs(count);
    await prepare(laboratory.world.databaseUrl);
    const crew = await seatedApart(laboratory, pairs);
    await crew.connect();
    for (let round = 1; round <= rounds; round += 1) await loseRound(crew, pairs, proxy, round);
    await judgeDelays(laboratory, crew, pairs, proxy, rounds);
  });

const textOf = (pair: Pair, round: number): string => `${pair.conversation} round ${round}`;

async function loseRound(crew: Crew, pairs: readonly Pair[], proxy: DroppingProxy, round: number): Promise<void> {
  proxy.dropPushes(true);
  await Promise.all(pairs.map((pair) => crew.send(pair.first[0]?.deviceId ?? '', pair.conversation, textOf(pair, round))));
  await sleep(LOST_MS);
  proxy.dropPushes(false);
  await untilTrue(
    async () => {
      const { messages } = await storyOf([crew]);
      return pairs.every((pair) => messages.get(textOf(pair, round))?.shownAt.has(receiver(pair)) === true);
    },
    ROUND_MS,
    250,
  );
  await sleep(QUIET_MS);
}

const receiver = ({ second }: Pair): string => second[0]?.deviceId ?? '';

async function judgeDelays(
  { judge, check, context }: Laboratory,
  crew: Crew,
  pairs: readonly Pair[],
  proxy: DroppingProxy,
  rounds: number,
): Promise<void> {
  const { messages } = await storyOf([crew]);
  const receivers = new Map(pairs.map((pair) => [pair.conversation, receiver(pair)]));
  const late = ({ invokedAt, conversation, shownAt }: Told): number =>
    (shownAt.get(receivers.get(conversation) ?? '') ?? Infinity) - invokedAt;
  const { p50, p99, max } = percentiles([...messages.values()].map(late));
  context.progress(`until a lost message was shown: p50 ${p50} ms, p99 ${p99} ms`);
  judge.atLeast('R10', 'messages whose push was lost', messages.size, pairs.length * rounds);
  judge.atLeast('R10', 'lost envelopes or frames', proxy.dropped, rounds);
  judge.atMost('R10', 'slowest of them was shown after', max, LIMIT_MS, ' ms');
  await check([crew], ['R6', 'R7', 'R8']);
}
