// What happens to all processes of one PostgreSQL at once. Its backends outlive a postmaster that is killed alone, and a new one does not
// start while they hold the shared memory.
import { setTimeout as sleep } from 'node:timers/promises';
import type { Child } from './child-process.ts';
import { anyRuns, descendants } from './process-tree.ts';

const GONE_MS = 5_000;
const POLL_MS = 10;

export async function crash(postmaster: Child): Promise<void> {
  const backends = stopForking(postmaster.pid);
  for (const pid of backends) signal(pid, 'SIGKILL');
  postmaster.kill('SIGKILL');
  await postmaster.exited;
  for (const end = Date.now() + GONE_MS; anyRuns(backends) && Date.now() < end;) await sleep(POLL_MS);
}

export function freeze(postmaster: number): void {
  for (const pid of stopForking(postmaster)) signal(pid, 'SIGSTOP');
}

export function thaw(postmaster: number): void {
  for (const pid of [...descendants(postmaster), postmaster]) signal(pid, 'SIGCONT');
}

/** While the postmaster stands still the list of its processes is complete. */
function stopForking(postmaster: number): number[] {
  signal(postmaster, 'SIGSTOP');
  return descendants(postmaster);
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // ended meanwhile
  }
}
