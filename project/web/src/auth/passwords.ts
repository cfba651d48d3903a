// Hop from the request loop to the password workers. Bound: MAX_WAITING tasks, then OVERLOADED; an answer ≤ TASK_MS.
import { availableParallelism } from 'node:os';
import { Piscina } from 'piscina';
import { deadline } from '@godwit/shared/guard';
import type { Metrics } from '@godwit/shared/metrics';
import { DependencyError } from '../dependency-error.js';
import type { PasswordTask } from './password-worker.js';

const MAX_WAITING = 128;
const TASK_MS = 15_000;
const MAX_PASSWORD_BYTES = 72;
/** bcrypt, cost 10, of a random text that was thrown away. */
const NOBODY = '$2b$10$.JcMWbh5ecbKXVXgrYP/SeqISIJ49qwLPXrD46ggV/HtQ.UHcpYda';

export interface Passwords {
  hash(password: string): Promise<string>;
  /** undefined = no such account: takes as long as a real comparison (S8). */
  verify(password: string, hash: string | undefined): Promise<boolean>;
  close(): Promise<void>;
}

/** `workers` 0: half of the processors, so that a storm of sign-ins leaves the others half. */
export function createPasswords({ workers, metrics }: { workers: number; metrics: Metrics }): Passwords {
  const pool = new Piscina<PasswordTask, string | boolean>({
    filename: workerFile(),
    name: 'runPasswordTask',
    minThreads: 1,
    maxThreads: workers > 0 ? workers : Math.max(1, Math.floor(availableParallelism() / 2)),
    maxQueue: MAX_WAITING,
    idleTimeout: 30_000,
    execArgv: [],
    env: {},
  });
  metrics.gauge('password_tasks_waiting', 'Password tasks that no worker has taken yet', [], (gauge) => {
    gauge.set(pool.queueSize);
  });
  const run = async (task: PasswordTask): Promise<string | boolean> => {
    if (pool.queueSize >= MAX_WAITING) throw new DependencyError('password workers', 'OVERLOADED');
    return deadline(pool.run(task), TASK_MS, 'a password task');
  };
  return {
    hash: async (password) => String(await run({ kind: 'hash', password })),
    verify: async (password, hash) => {
      const matches = await run({ kind: 'verify', password, hash: hash ?? NOBODY });
      // bcrypt looks at 72 bytes only: a longer text is never the password.
      return matches === true && hash !== undefined && Buffer.byteLength(password) <= MAX_PASSWORD_BYTES;
    },
    close: () => pool.destroy(),
  };
}

/** The sources run as they are in tests: Node strips their types. */
function workerFile(): string {
  const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
  return new URL(`./password-worker.${extension}`, import.meta.url).href;
}
