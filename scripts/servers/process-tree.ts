// Which processes live, and which below one: PostgreSQL's backends have process groups of their own.
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';

interface Entry {
  readonly pid: number;
  readonly parent: number;
  readonly dead: boolean;
}

export function descendants(pid: number): number[] {
  const all = everyProcess();
  const below = (parent: number): number[] =>
    all.filter((entry) => entry.parent === parent && !entry.dead).flatMap((entry) => [entry.pid, ...below(entry.pid)]);
  return below(pid);
}

/** False for a zombie: who should have reaped it may never do so. */
export function anyRuns(pids: readonly number[]): boolean {
  return everyProcess().some(({ pid, dead }) => !dead && pids.includes(pid));
}

const everyProcess = (): Entry[] => (existsSync('/proc/self/stat') ? fromProc() : fromPs());

function fromProc(): Entry[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const stat = readFileSync(`/proc/${name}/stat`, 'latin1');
        const [state = '', parent = ''] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
        return [entry(name, parent, state)];
      } catch {
        return []; // ended meanwhile
      }
    });
}

function fromPs(): Entry[] {
  return execFileSync('ps', ['-A', '-o', 'pid=,ppid=,stat='], { encoding: 'utf8' })
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .map(([pid = '', parent = '', state = '']) => entry(pid, parent, state));
}

const entry = (pid: string, parent: string, state: string): Entry => ({
  pid: Number(pid),
  parent: Number(parent),
  dead: state.startsWith('Z'),
});
