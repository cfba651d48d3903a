import { readdirSync, readFileSync } from 'node:fs';

/** Clock ticks a second of /proc; Linux has had 100 on every machine for decades. */
const TICKS_PER_SECOND = 100;

/** CPU time of each named process in microseconds so far, user + system, with the children that are alive (PostgreSQL's backends). */
export function cpuMicros(processes: Readonly<Record<string, number>>): Record<string, number> {
  const all = new Map<number, { parent: number; ticks: number }>();
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const stat = readStat(name);
    if (stat !== undefined) all.set(Number(name), stat);
  }
  const below = (pid: number): number =>
    (all.get(pid)?.ticks ?? 0) + [...all].filter(([, { parent }]) => parent === pid).reduce((sum, [child]) => sum + below(child), 0);
  return Object.fromEntries(Object.entries(processes).map(([name, pid]) => [name, (below(pid) / TICKS_PER_SECOND) * 1e6]));
}

/** undefined when the process ended meanwhile. */
function readStat(pid: string): { parent: number; ticks: number } | undefined {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
    return { parent: Number(fields[1]), ticks: Number(fields[11]) + Number(fields[12]) };
  } catch {
    return undefined;
  }
}
