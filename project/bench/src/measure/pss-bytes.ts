import { readFileSync } from 'node:fs';
import { processTrees } from './process-tree.ts';

const BYTES_PER_KB = 1024;

/** Memory of each named process with all its descendants: PSS, in which a page shared by n processes counts 1/n in each. */
export function pssBytes(processes: Readonly<Record<string, number>>): Record<string, number> {
  const trees = Object.entries(processTrees(processes));
  return Object.fromEntries(trees.map(([name, tree]) => [name, tree.reduce((sum, { pid }) => sum + pssOf(pid), 0)]));
}

/** 0 when the process ended meanwhile. */
function pssOf(pid: number): number {
  try {
    return Number(/^Pss:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1] ?? 0) * BYTES_PER_KB;
  } catch {
    return 0;
  }
}
