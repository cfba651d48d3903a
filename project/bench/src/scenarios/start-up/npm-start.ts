import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';

const READY = /^ready http/;
const STOP_MS = 30_000;
const POLL_MS = 50;
const TAIL_LINES = 20;

export interface NpmStart {
  readonly root: string;
  readonly dataDir: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** Seconds from the command until `ready`; then it is stopped, as Ctrl-C does. */
export async function npmStart({ root, dataDir, env = {} }: NpmStart, signal: AbortSignal): Promise<number> {
  const begun = performance.now();
  // detached: npm, its shell and our process are a group of their own, and all of them get the signal
  const child = spawn('npm', ['start'], {
    cwd: root,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...ownEnvironment(), WEB_PORT: '0', DEMO: '0', DATA_DIR: dataDir, ...env },
  });
  if (child.pid === undefined) throw new Error('npm cannot be started');
  const group = -child.pid;
  const onAbort = (): void => void signalled(group, 'SIGTERM');
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    const tail: string[] = [];
    createInterface({ input: child.stderr }).on('line', (line) => tail.push(line));
    for await (const line of createInterface({ input: child.stdout })) {
      if (READY.test(line)) return (performance.now() - begun) / 1000;
      tail.push(line);
    }
    throw new Error(`npm start ended before it was ready; its last lines:\n${tail.slice(-TAIL_LINES).join('\n')}`);
  } finally {
    signal.removeEventListener('abort', onAbort);
    await stop(group);
  }
}

/** npm itself ends before what it started. */
async function stop(group: number): Promise<void> {
  signalled(group, 'SIGTERM');
  for (const end = Date.now() + STOP_MS; signalled(group, 0); await sleep(POLL_MS)) if (Date.now() > end) signalled(group, 'SIGKILL');
}

/** False: the group is gone. */
function signalled(group: number, signal: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(group, signal);
  } catch {
    return false;
  }
}

/** What npm told the process of the bench is not for another npm. */
const ownEnvironment = (): NodeJS.ProcessEnv =>
  Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^npm_(?!config_)/.test(name)));
