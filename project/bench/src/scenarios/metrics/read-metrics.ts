import type { Tier } from '../../../../../scripts/tiers.ts';

/** Samples of a tier's /metrics; the key is the name with its labels, as `godwit_access_sessions{tier="access"}`. */
export async function readMetrics(tier: Tier): Promise<ReadonlyMap<string, number>> {
  const port = tier.ports['internal'];
  if (port === undefined) throw new Error(`${tier.name} tells no internal port`);
  const text = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
  const samples = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return new Map(samples.map((line) => [line.slice(0, line.lastIndexOf(' ')), Number(line.slice(line.lastIndexOf(' ') + 1))]));
}

/** Sum over all labels. */
export const metricSum = (metrics: ReadonlyMap<string, number>, name: string): number =>
  [...metrics].filter(([key]) => key === name || key.startsWith(`${name}{`)).reduce((sum, [, value]) => sum + value, 0);
