import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { createInterface } from 'node:readline';
import { denoBinary } from '../../../../scripts/deno-binary.ts';
import type { FleetOrder, FleetPlan, FleetProgress, FleetReport } from './fleet-protocol.ts';

const CLOSE_MS = 10_000;

export interface Fleet {
  readonly pid: number;
  /** As of the last half second. */
  readonly progress: FleetProgress;
  /** Errors that nobody caught in the SDK, and how it ended if it was not told to. */
  readonly complaints: readonly string[];
  tell(order: FleetOrder & { readonly order: 'start' | 'stop' }): void;
  /** Resolves with the report that answers. */
  ask<R extends FleetReport['report']>(order: FleetOrder, report: R): Promise<Extract<FleetReport, { report: R }>>;
  close(): Promise<void>;
}

/** Resolves when all its devices are connected. WebTransport exists in Deno only. `root`: a tree whose SDK is used instead of this one. */
export async function startFleet(plan: FleetPlan, root: string | undefined, signal: AbortSignal): Promise<Fleet> {
  signal.throwIfAborted();
  const [command, ...args] = commandFor(plan, programIn(root));
  const child = spawn(command, args, { stdio: ['pipe', 'pipe', 'inherit'] });
  const exited = once(child, 'close');
  const waiting = new Set<(report: FleetReport) => void>();
  const complaints: string[] = [];
  let progress: FleetProgress = { invoked: 0, open: 0, shown: 0, online: 0 };
  let closing = false;
  child.stdin.on('error', () => undefined);
  const kill = (): void => void child.kill('SIGKILL');
  signal.addEventListener('abort', kill);
  createInterface({ input: child.stdout }).on('line', (line) => {
    const report = JSON.parse(line) as FleetReport;
    if (report.report === 'progress') progress = report.progress;
    else if (report.report === 'uncaught') complaints.push(report.error);
    else for (const take of [...waiting]) take(report);
  });
  const died = exited.then(([code, killedBy]) => {
    signal.removeEventListener('abort', kill);
    const why = `a fleet ended with ${String(code ?? killedBy)}`;
    if (!closing) complaints.push(why);
    return why;
  });
  const answer = <R extends FleetReport['report']>(wanted: R): Promise<Extract<FleetReport, { report: R }>> =>
    new Promise((resolve, reject) => {
      const take = (report: FleetReport): void => {
        if (report.report !== wanted) return;
        waiting.delete(take);
        resolve(report as Extract<FleetReport, { report: R }>);
      };
      waiting.add(take);
      void died.then((why) => reject(new Error(why)));
    });
  const tell = (order: FleetOrder): void => void child.stdin.write(`${JSON.stringify(order)}\n`);
  child.stdin.write(`${JSON.stringify(plan)}\n`);
  await answer('connected');
  return {
    pid: child.pid ?? 0,
    get progress() {
      return progress;
    },
    complaints,
    tell,
    ask: (order, report) => {
      const answered = answer(report);
      tell(order);
      return answered;
    },
    async close() {
      closing = true;
      tell({ order: 'close' });
      const timer = setTimeout(kill, CLOSE_MS);
      await exited;
      clearTimeout(timer);
    },
  };
}

function programIn(root: string | undefined): string {
  const own = fileURLToPath(new URL('fleet-process.ts', import.meta.url));
  return root === undefined ? own : `${root}/project/chaos/src/fleet/fleet-process.ts`;
}

function commandFor({ transport }: FleetPlan, program: string): [string, ...string[]] {
  if (transport === 'websocket') return [process.execPath, program];
  return [denoBinary(), 'run', '--unstable-net', '--no-remote', '--node-modules-dir=manual', '-A', program];
}
