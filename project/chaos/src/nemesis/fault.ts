import type { World } from '../../../../scripts/testing/world.ts';
import type { Fleet } from '../fleet/start-fleet.ts';

/** What a fault takes away. Two faults of one part never overlap, so one of two nodes always works. */
export type Part = 'access' | 'logic' | 'web' | 'postgres' | 'redis' | 'nats' | 'clients' | 'devices';

export interface Battlefield {
  readonly world: World;
  readonly fleets: readonly Fleet[];
}

export interface Fault {
  /** With everything that was drawn for it, e.g. `kill logic 1 for 800 ms`. */
  readonly name: string;
  readonly part: Part;
  /** A process dies by SIGKILL. */
  readonly kill: boolean;
  /** Breaks, waits, heals; resolves when what was broken runs again. */
  run(field: Battlefield): Promise<void>;
}

/** Draws the particulars of one fault. */
export type FaultKind = (draw: Draw) => Fault;

export interface Draw {
  /** min ≤ n ≤ max, whole. */
  between(min: number, max: number): number;
  one<T>(items: readonly T[]): T;
}

export const drawFrom = (random: () => number): Draw => ({
  between: (min, max) => min + Math.floor(random() * (max - min + 1)),
  one: (items) => {
    const item = items[Math.floor(random() * items.length)];
    if (item === undefined) throw new Error('nothing to draw from');
    return item;
  },
});
