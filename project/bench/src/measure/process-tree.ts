import { readdirSync, readFileSync } from 'node:fs';

export interface ProcessStat {
  readonly pid: number;
  readonly parent: number;
  /** User + system time in clock ticks, with that of children that have ended and were waited for. */
  readonly ticks: number;
}

// Fields of /proc/pid/stat behind the command name, which may itself hold spaces and brackets.
const PARENT = 1;
const TIMES = [11, 12, 13, 14]; // utime, stime, cutime, cstime

/** Each root with everything below it, from one pass over /proc. A root that has ended has an empty tree. */
export function processTrees(roots: Readonly<Record<string, number>>): Record<string, ProcessStat[]> {
  const all = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(readStat)
    .filter((stat) => stat !== undefined);
  const byPid = new Map(all.map((stat) => [stat.pid, stat]));
  const byParent = Map.groupBy(all, ({ parent }) => parent);
  const below = (stat: ProcessStat): ProcessStat[] => [stat, ...(byParent.get(stat.pid) ?? []).flatMap(below)];
  const tree = (pid: number): ProcessStat[] => {
    const root = byPid.get(pid);
    return root === undefined ? [] : below(root);
  };
  return Object.fromEntries(Object.entries(roots).map(([name, pid]) => [name, tree(pid)]));
}

/** undefined when the process ended meanwhile. */
function readStat(pid: string): ProcessStat | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(') ') + 2).split(' ');
    return { pid: Number(pid), parent: Number(fields[PARENT]), ticks: TIMES.reduce((sum, field) => sum + Number(fields[field]), 0) };
  } catch {
    return undefined;
  }
}
