// Ends processes that tests left behind: exactly those whose environment names this run's own temporary directory.
import { readFileSync, readdirSync } from 'node:fs';

/** Returns the command lines of what it ended. */
export function endLeftovers(temporary: string): string[] {
  const mark = `TMPDIR=${temporary}`;
  const left = processIds().filter((pid) => pid !== process.pid && read(`/proc/${pid}/environ`).split('\0').includes(mark));
  const commands = left.map((pid) => read(`/proc/${pid}/cmdline`).replaceAll('\0', ' ').trim());
  for (const pid of left) end(pid);
  return commands;
}

const processIds = (): number[] => {
  try {
    return readdirSync('/proc').map(Number).filter(Number.isInteger);
  } catch {
    return []; // a system without /proc
  }
};

/** Processes come and go while they are looked at, and those of others cannot be read. */
function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

function end(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // it has ended by itself
  }
}
