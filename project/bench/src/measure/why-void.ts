import type { Latencies } from './latencies.ts';

/** Beyond, the generator itself delays what it measures: JavaScript of one process has one core, and 0.9 of it is all there is under load. */
const MAX_BUSY_SHARE = 0.9;
/** Beyond, messages are not sent when they are due: the schedule is not the one that the figures claim. */
const MAX_SCHEDULE_LAG_P99_MS = 5;

export interface GeneratorState {
  readonly busyShare: number;
  /** undefined: the generator does not tell. */
  readonly scheduleLag: Latencies | undefined;
}

/** Why a run proves nothing about the servers: its generator was saturated. Empty: it was not. */
export function whyVoid({ busyShare, scheduleLag }: GeneratorState): string[] {
  const lagMs = scheduleLag?.percentileMs(99) ?? 0;
  return [
    ...(busyShare > MAX_BUSY_SHARE ? [`the generator used ${busyShare.toFixed(2)} of a core, over ${MAX_BUSY_SHARE}`] : []),
    ...(lagMs > MAX_SCHEDULE_LAG_P99_MS ? [`P99 of the schedule lag was ${lagMs.toFixed(1)} ms, over ${MAX_SCHEDULE_LAG_P99_MS} ms`] : []),
  ];
}
