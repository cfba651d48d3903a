import type { Latencies } from './latencies.ts';

/** Of a core: the JavaScript of one process has no more than one, and a tenth of it is what garbage collection takes by surprise. */
const MAX_BUSY_SHARE = 0.9;
/** P99 of the schedule lag up to which the schedule is kept. */
const MAX_SCHEDULE_LAG_MS = 5;
/** Where all cores are full everybody waits for one, the generator too; then it may have this part of the P99 of the latency, which includes it. */
const MAX_LAG_SHARE = 1 / 3;

export interface GeneratorState {
  readonly busyShare: number;
  readonly scheduleLag: Latencies;
  readonly deliveries: Latencies;
}

/** Why a run proves nothing about the servers: its generator was saturated. Empty: it was not. */
export function whyVoid({ busyShare, scheduleLag, deliveries }: GeneratorState): string[] {
  const lagMs = scheduleLag.percentileMs(99);
  const limitMs = Math.max(MAX_SCHEDULE_LAG_MS, MAX_LAG_SHARE * deliveries.percentileMs(99));
  return [
    ...(busyShare > MAX_BUSY_SHARE ? [`the generator used ${busyShare.toFixed(2)} of a core, over ${MAX_BUSY_SHARE}`] : []),
    ...(lagMs > limitMs ? [`P99 of the schedule lag was ${lagMs.toFixed(1)} ms, over ${limitMs.toFixed(1)} ms`] : []),
  ];
}
