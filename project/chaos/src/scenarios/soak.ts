import { setTimeout as sleep } from 'node:timers/promises';
import { runDelivery } from '../delivery/delivery-run.ts';
import { CHAOS_WORLD } from '../population/chaos-world.ts';
import type { ChaosContext, ChaosScenario, Finding } from '../scenario.ts';
import { MemoryWatch } from '../soak/memory-watch.ts';

const MESSAGES_PER_SECOND = 200;
const MAX_P99_MS = 50;
const MAX_GROWTH_BYTES_PER_HOUR = 1 << 20;
/** Shorter, the growth of memory says nothing. */
const GROWTH_MINUTES = 30;

/** The load of a working day without any fault. */
export const soak = (minutes: number): ChaosScenario => ({
  ids: ['R24'],
  name: 'soak',
  about: `steady load of ${MESSAGES_PER_SECOND} messages a second for ${minutes} minutes: nothing fails, nobody waits, nothing grows`,
  run: (context) => run(context, minutes),
});

async function run(context: ChaosContext, minutes: number): Promise<readonly Finding[]> {
  const traffic = {
    messagesPerSecond: MESSAGES_PER_SECOND,
    maxBurst: 3,
    maxOpenPerDevice: 200,
    readsPerSecond: 20,
    recallsPerSecond: 1,
    groupShare: 0,
  };
  let growth: Readonly<Record<string, number>> = {};
  const result = await runDelivery(
    context,
    {
      world: { ...CHAOS_WORLD, root: context.root, seed: context.seed },
      population: { users: 20, devicesPerUser: 2, friendsPerUser: 4 },
      fleets: ['websocket', 'webtransport'],
      traffic,
      messages: 1,
    },
    async ({ world, signal }) => {
      const tiers = (['access', 'logic', 'web'] as const).flatMap((name) =>
        world[name].map(({ pid }, n) => [`${name} ${n + 1}`, pid] as const),
      );
      const memory = new MemoryWatch(Object.fromEntries(tiers));
      await sleep(minutes * 60_000, undefined, { signal }).finally(() => memory.stop());
      growth = memory.bytesPerHour();
    },
  );
  const { facts, findings, latencies } = result;
  const { ackP99Ms, showP99Ms } = latencies;
  context.measured('R24', 'messages', `${facts.acked} acked, ${facts.refused} refused`, '0 failed');
  context.measured('R24', 'P99 to “sent”, to the other devices', `${ackP99Ms} ms, ${showP99Ms} ms`, `< ${MAX_P99_MS} ms`);
  for (const [name, bytes] of Object.entries(growth)) {
    context.measured(
      'R24',
      `growth of ${name}`,
      `${(bytes / 2 ** 20).toFixed(2)} MiB/h`,
      minutes < GROWTH_MINUTES ? 'too short to say' : '< 1 MiB/h',
    );
  }
  const slow =
    Math.max(ackP99Ms, showP99Ms) >= MAX_P99_MS
      ? [{ id: 'R24', found: `P99 ${ackP99Ms} ms to “sent”, ${showP99Ms} ms to the others` }]
      : [];
  const failed = facts.refused > 0 ? [{ id: 'R24', found: `${facts.refused} messages were refused` }] : [];
  const grown = Object.entries(growth)
    .filter(([, bytes]) => minutes >= GROWTH_MINUTES && bytes >= MAX_GROWTH_BYTES_PER_HOUR)
    .map(([name, bytes]) => ({ id: 'R24', found: `${name} grows by ${(bytes / 2 ** 20).toFixed(2)} MiB an hour` }));
  return [...slow, ...failed, ...grown, ...findings];
}
