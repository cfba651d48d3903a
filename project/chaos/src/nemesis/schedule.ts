// Which faults a run has, in which order. Everything is drawn from the seed before the run begins, so a seed repeats it.
import { seededRandom } from '../../../../scripts/faults/seeded-random.ts';
import { drawFrom, type Fault, type FaultKind } from './fault.ts';
import { clientLink } from './faults/client-link.ts';
import { endServer } from './faults/end-server.ts';
import { endTier } from './faults/end-tier.ts';
import { flushRedis } from './faults/flush-redis.ts';
import { pauseServer } from './faults/pause-server.ts';
import { pauseTier } from './faults/pause-tier.ts';
import { reloadDevice } from './faults/reload-device.ts';
import { serverLink } from './faults/server-link.ts';
import { terminateBackends } from './faults/terminate-backends.ts';

/** Access and logic processes. */
export const NODES = 2;

const times = <T>(count: number, item: T): T[] => Array.from({ length: count }, () => item);

/** Every kind of fault once: 11, and the one at the end of a run. */
export const SMOKE_DECK: readonly FaultKind[] = [
  endTier('logic', NODES, 'SIGKILL'),
  endServer('nats', 'SIGKILL', 1_000),
  endServer('redis', 'SIGKILL', 1_000),
  endServer('postgres', 'SIGKILL', 500),
  endTier('access', NODES, 'SIGTERM'),
  pauseTier('logic', NODES, 2_000),
  flushRedis,
  terminateBackends,
  serverLink('postgres', 1_500),
  clientLink(NODES, 2_000),
  reloadDevice('crash'),
];

/** 40 kills and 17 others. */
export const LONG_DECK: readonly FaultKind[] = [
  ...times(10, endTier('access', NODES, 'SIGKILL')),
  ...times(12, endTier('logic', NODES, 'SIGKILL')),
  ...times(2, endTier('web', 1, 'SIGKILL')),
  ...times(6, endServer('nats', 'SIGKILL', 2_000)),
  ...times(5, endServer('redis', 'SIGKILL', 2_000)),
  ...times(5, endServer('postgres', 'SIGKILL', 1_000)),
  endTier('access', NODES, 'SIGTERM'),
  endTier('logic', NODES, 'SIGTERM'),
  endServer('nats', 'SIGTERM', 5_000),
  endServer('postgres', 'SIGTERM', 1_000),
  pauseTier('access', NODES, 4_000),
  pauseTier('logic', NODES, 4_000),
  pauseServer('postgres', 3_000),
  pauseServer('redis', 3_000),
  pauseServer('nats', 3_000),
  flushRedis,
  terminateBackends,
  serverLink('postgres', 3_000),
  serverLink('redis', 3_000),
  serverLink('nats', 3_000),
  clientLink(NODES, 5_000),
  reloadDevice('close'),
  reloadDevice('crash'),
];

/** Deals shuffled decks until `enough`. */
export function schedule(seed: number, deck: readonly FaultKind[], enough: (faults: readonly Fault[]) => boolean): Fault[] {
  const random = seededRandom(seed);
  const draw = drawFrom(random);
  const faults: Fault[] = [];
  for (let rest = shuffled(deck, random); !enough(faults);) {
    if (rest.length === 0) rest = shuffled(deck, random);
    const kind = rest.pop();
    if (kind !== undefined) faults.push(kind(draw));
  }
  return faults;
}

function shuffled<T>(items: readonly T[], random: () => number): T[] {
  return items
    .map((item) => [random(), item] as const)
    .sort(([a], [b]) => a - b)
    .map(([, item]) => item);
}
