import type { Percentiles } from './percentiles.ts';
import type { SeededDevice } from './seed-people.ts';
import type { TransportName } from './wire.ts';

export interface StormPlan {
  readonly api: string;
  readonly transport: TransportName;
  readonly devices: readonly SeededDevice[];
}

export interface StormState {
  readonly devices: number;
  /** Online and synced after the storm began. */
  readonly back: number;
  /** Until they were; nulls when none is. */
  readonly tookMs: Percentiles;
  readonly nodes: readonly string[];
}
