// R17: a device changes its address, its network swallows everything for a while, or lets no UDP through at all.
import { setTimeout as sleep } from 'node:timers/promises';
import type { AccessProxies } from '../../../../scripts/testing/access-proxies.ts';
import { type Crew, crewDevice } from '../reliability/crew.ts';
import { firstSpeakers, inLaboratory, type Laboratory, type Pair, storyOf, untilTrue } from '../reliability/laboratory.ts';
import type { ChaosScenario } from '../scenario.ts';

const SCALE = { smoke: { pairs: 5, rounds: 1 }, full: { pairs: 30, rounds: 10 } };
const EVERY_MS = 500;
const BEFORE_MS = 2_000;
const HOLE_MS = 10_000;
const BACK_MS = 5_000;
const WEBSOCKET_MS = 3_000;
/** Nobody tells them; they ask 3 s after the last push, and wait 2 s for the answer before they look for another way. */
const LISTENERS_MS = 5_000 + WEBSOCKET_MS;
/** What comes later than this is as good as lost. */
const WATCHED_MS = 30_000;
const END_MS = 30_000;

export const changedNetwork: ChaosScenario = {
  ids: ['R17'],
  name: 'changed-network',
  about: 'every device changes its address, loses its network for 10 s, and finds UDP blocked, while it sends over QUIC',
  run: (context) =>
    inLaboratory(context, { access: 1, logic: 1, web: 1, proxied: ['udp', 'websocket'], seed: context.seed }, async (laboratory) => {
      const { judge } = laboratory;
      const { pairs: count, rounds } = SCALE[context.scale];
      const all = await laboratory.pairs(count * (rounds + 1), 2);
      const crews: Crew[] = [];
      // other devices each time: who has met a bad network prefers WebSocket for a day
      for (let round = 0; round <= rounds; round += 1) {
        const pairs = all.slice(round * count, (round + 1) * count);
        const crew = await onQuic(laboratory, pairs);
        crews.push(crew);
        if (round < rounds) {
          await changeAddress(laboratory, crew, pairs);
          await blackHole(laboratory, crew, pairs);
        } else await blockUdp(laboratory, crew, pairs);
        judge.exactly('R17', 'sends without an end', await crew.end(END_MS), 0);
        await crew.stop();
      }
      const facts = await laboratory.check(crews, ['R1', 'R6', 'R7', 'R8']);
      judge.atLeast('R17', 'messages acked', facts.acked, 1);
    }),
};

/** The first device of everybody, talking. */
async function onQuic(laboratory: Laboratory, pairs: readonly Pair[]): Promise<Crew> {
  const devices = pairs.flatMap(({ first, second }) => [first[0]!, second[0]!]);
  const crew = await laboratory.crew(devices.map((device) => crewDevice(device, laboratory.world.webUrl, 'auto')));
  await crew.connect(2);
  const over = (await crew.state()).transports.filter((transport) => transport === 'webtransport');
  laboratory.judge.exactly('R17', 'devices on QUIC', over.length, crew.size);
  await crew.talk(firstSpeakers(pairs), { everyMs: EVERY_MS });
  return crew;
}

const proxies = ({ world }: Laboratory): AccessProxies => world.accessProxies[0]!;

async function changeAddress(laboratory: Laboratory, crew: Crew, pairs: readonly Pair[]): Promise<void> {
  await sleep(BEFORE_MS);
  const at = Date.now();
  proxies(laboratory).udp?.rebind();
  laboratory.judge.atMost('R17', 'after a change of address all devices were back after', await allBack(crew, pairs, at), BACK_MS, ' ms');
}

/** Nothing passes, over whatever protocol. */
async function blackHole(laboratory: Laboratory, crew: Crew, pairs: readonly Pair[]): Promise<void> {
  const { udp, websocket } = proxies(laboratory);
  await sleep(BEFORE_MS);
  for (const proxy of [udp, websocket]) proxy?.set({ blackHole: true });
  await sleep(HOLE_MS);
  const at = Date.now();
  for (const proxy of [udp, websocket]) proxy?.clear();
  laboratory.judge.atMost('R17', 'after a black hole of 10 s all devices were back after', await allBack(crew, pairs, at), BACK_MS, ' ms');
}

async function blockUdp(laboratory: Laboratory, crew: Crew, pairs: readonly Pair[]): Promise<void> {
  await sleep(BEFORE_MS);
  const at = Date.now();
  proxies(laboratory).udp?.set({ blackHole: true });
  const listeners = await allBack(crew, pairs, at);
  laboratory.judge.atMost(
    'R17',
    'after UDP was blocked in the middle all who send were back after',
    await sendersBack(crew, pairs, at),
    BACK_MS,
    ' ms',
  );
  laboratory.judge.atMost('R17', 'and all who only listen', listeners, LISTENERS_MS, ' ms');
  await crew.hush();
  const others = pairs.flatMap(({ first, second }) => [first[1]!, second[1]!]);
  const newcomers = await laboratory.crew(others.map((device) => crewDevice(device, laboratory.world.webUrl, 'auto')));
  const slowest = Math.max(...(await newcomers.connect(2)));
  laboratory.judge.atMost('R17', 'slowest device that found UDP blocked was on WebSocket after', slowest, WEBSOCKET_MS, ' ms');
}

/** From `at` until every receiver has shown a message that was begun after it. */
async function allBack(crew: Crew, pairs: readonly Pair[], at: number): Promise<number> {
  const receivers = new Map(pairs.map(({ conversation, second }) => [conversation, second[0]?.deviceId ?? '']));
  const shown = new Map<string, number>();
  await untilTrue(
    async () => {
      for (const { conversation, invokedAt, shownAt } of (await storyOf([crew])).messages.values()) {
        const seenAt = shownAt.get(receivers.get(conversation) ?? '');
        if (invokedAt >= at && seenAt !== undefined) shown.set(conversation, Math.min(seenAt, shown.get(conversation) ?? Infinity));
      }
      return shown.size === pairs.length;
    },
    WATCHED_MS,
    200,
  );
  return shown.size === pairs.length ? Math.max(...shown.values()) - at : Infinity;
}

/** From `at` until every sender was told of the end of a message that was begun after it. */
async function sendersBack(crew: Crew, pairs: readonly Pair[], at: number): Promise<number> {
  const acked = new Map<string, number>();
  for (const { conversation, invokedAt, ackedAt = Infinity } of (await storyOf([crew])).messages.values()) {
    if (invokedAt >= at) acked.set(conversation, Math.min(ackedAt, acked.get(conversation) ?? Infinity));
  }
  return acked.size === pairs.length ? Math.max(...acked.values()) - at : Infinity;
}
