// Everything that `npm start` started and must stop: in the order web, access, logic, servers, and also what is still being
// started when the stop comes.
import { join } from 'node:path';
import { type Kept, keepRunning, type Running } from './keep-running.ts';
import { LogFile } from './log-file.ts';
import type { RunDirectory } from './run-directory.ts';

const STOP_ORDER = ['web', 'access', 'logic', 'servers'] as const;
export type Group = (typeof STOP_ORDER)[number];

export class Supervisor {
  readonly say: (line: string) => void;
  private readonly runDirectory: RunDirectory;
  private readonly logDir: string;
  private readonly kept: { readonly group: Group; readonly keeping: Promise<Kept<Running>> }[] = [];
  private stopping = false;

  constructor(options: { runDirectory: RunDirectory; logDir: string; say: (line: string) => void }) {
    this.runDirectory = options.runDirectory;
    this.logDir = options.logDir;
    this.say = options.say;
  }

  logFile(name: string): LogFile {
    return new LogFile(join(this.logDir, `${name}.log`));
  }

  /** Starts a process and keeps it running; rejects when its first start fails. */
  async keep<T extends Running>(group: Group, name: string, start: () => Promise<T>, url?: (running: T) => string): Promise<T> {
    if (this.stopping) throw new Error('stopping');
    const keeping = keepRunning<T>({
      name,
      start,
      onUp: (running) => this.record(name, running.pid, url?.(running)),
      onDown: () => this.runDirectory.forget(name),
      say: this.say,
    });
    this.kept.push({ group, keeping });
    return (await keeping).first;
  }

  /** A full disk must not end the supervisor and with it everything: unrecorded, a process is only not found by the next start (O17). */
  private record(name: string, pid: number, url: string | undefined): void {
    try {
      this.runDirectory.record(name, pid, url);
    } catch (error) {
      this.say(`${name} runs as process ${pid}, which could not be noted: ${error instanceof Error ? error.message : String(error)}`);
    }
  }

  async stop(): Promise<void> {
    this.stopping = true;
    for (const group of STOP_ORDER) {
      const members = this.kept.filter((member) => member.group === group);
      await Promise.allSettled(members.map(async ({ keeping }) => (await keeping).stop()));
    }
    this.runDirectory.release();
  }
}
