import { processTrees } from './process-tree.ts';

/** Clock ticks a second of /proc; Linux has had 100 on every machine for decades. So a window of 1 s is known to 1 %. */
const TICKS_PER_SECOND = 100;

/**
 * CPU time so far of each named process with all its descendants, in µs. A descendant that ended between two samples (a backend of
 * PostgreSQL) stays counted, in its parent.
 */
export function cpuMicros(processes: Readonly<Record<string, number>>): Record<string, number> {
  const trees = Object.entries(processTrees(processes));
  return Object.fromEntries(
    trees.map(([name, tree]) => [name, (tree.reduce((sum, { ticks }) => sum + ticks, 0) / TICKS_PER_SECOND) * 1e6]),
  );
}

/** What was used between two samples. */
export const usedSince = (before: Readonly<Record<string, number>>, after: Readonly<Record<string, number>>): Record<string, number> =>
  Object.fromEntries(Object.entries(after).map(([name, micros]) => [name, micros - (before[name] ?? 0)]));
