import type { Tier } from '../../../../../scripts/tiers.ts';
import { readMetrics } from './read-metrics.ts';

const BUCKET = /^process_event_loop_delay_seconds_bucket\{.*le="([^"]+)"/;

export type DelayCounts = ReadonlyMap<number, number>;

/** How often the event loop was at most so many ms late since the start of the process, by upper bound. */
export async function loopDelayCounts(tier: Tier): Promise<DelayCounts> {
  const counts = new Map<number, number>();
  for (const [key, value] of await readMetrics(tier)) {
    const bound = BUCKET.exec(key)?.[1];
    if (bound !== undefined) counts.set(bound === '+Inf' ? Infinity : Number(bound) * 1000, value);
  }
  return counts;
}

/** Upper bound in ms of the bucket that holds the percentile of what was counted between the two; NaN when nothing was. */
export function loopDelayPercentileMs(before: DelayCounts, after: DelayCounts, percent: number): number {
  const between = [...after].map(([boundMs, count]) => ({ boundMs, count: count - (before.get(boundMs) ?? 0) }));
  const ascending = between.sort((a, b) => a.boundMs - b.boundMs);
  const total = ascending.at(-1)?.count ?? 0;
  return total === 0 ? NaN : (ascending.find(({ count }) => count >= (total * percent) / 100)?.boundMs ?? NaN);
}
