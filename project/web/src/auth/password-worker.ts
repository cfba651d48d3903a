// Runs in a worker thread: bcrypt takes about 70 ms a time and would hold up every other request of the process (O13). The thread gives
// way to whatever else wants the processor: a sign-in may take longer, messages may not (P8).
import { readlinkSync } from 'node:fs';
import { setPriority } from 'node:os';
import { compare, hash } from 'bcryptjs';

const COST = 10;
/** A third of the share of a thread at 0. With a tenth, 50 registrations took over 15 s on a machine that was busy otherwise. */
const NICE = 5;

giveWay();

/** Linux counts niceness per thread and names the calling one here; other systems have no such file, and hash as before. */
function giveWay(): void {
  try {
    setPriority(Number(readlinkSync('/proc/thread-self').split('/').at(-1)), NICE);
  } catch {
    // not permitted, or not Linux: only slower for others
  }
}

export type PasswordTask = { kind: 'hash'; password: string } | { kind: 'verify'; password: string; hash: string };

export function runPasswordTask(task: PasswordTask): Promise<string | boolean> {
  return task.kind === 'hash' ? hash(task.password, COST) : compare(task.password, task.hash);
}
