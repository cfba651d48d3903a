// Runs in a worker thread: bcrypt takes about 70 ms a time and would hold up every other request of the process (O13).
import { compare, hash } from 'bcryptjs';

const COST = 10;

export type PasswordTask = { kind: 'hash'; password: string } | { kind: 'verify'; password: string; hash: string };

export function runPasswordTask(task: PasswordTask): Promise<string | boolean> {
  return task.kind === 'hash' ? hash(task.password, COST) : compare(task.password, task.hash);
}
