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
  /** Online and synced with another node than the one that was killed. */
  readonly back: number;
  /** Of those who came back since it was killed, until they were; nulls when none is. */
  readonly tookMs: Percentiles;
  readonly nodes: readonly string[];
  /** How many of the others are in which state. */
  readonly away: Readonly<Record<string, number>>;
}
