// .data/run: one file per running process, so that the next start can end what a killed one left behind. A process is
// recognised by its id, its start time and the boot of the machine; a number that was given to somebody else never matches.
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { StartError } from './start-error.ts';

const SUPERVISOR = 'supervisor';
const POLL_MS = 50;
const SUPERVISOR_ENDS_MS = 5_000;
const TERM_MS = 3_000;
/** PostgreSQL writes a checkpoint before it ends. */
const POSTGRES_MS = 15_000;

interface ProcessRecord {
  readonly name: string;
  readonly pid: number;
  readonly startTime: string;
  readonly boot: string;
  readonly url?: string;
}

export class RunDirectory {
  private readonly dir: string;

  constructor(dir: string) {
    this.dir = dir;
    mkdirSync(dir, { recursive: true, mode: 0o700 });
  }

  /** `url` is for the operator (psql, redis-cli); the file is readable by the owner only. */
  record(name: string, pid: number, url?: string): void {
    const startTime = processStartTime(pid);
    if (startTime === undefined) return;
    const record: ProcessRecord = { name, pid, startTime, boot: bootId(), ...(url === undefined ? {} : { url }) };
    writeFileSync(this.path(name), `${JSON.stringify(record)}\n`, { mode: 0o600 });
  }

  forget(name: string): void {
    rmSync(this.path(name), { force: true });
  }

  /** Refuses when another start uses this directory; ends what a killed one left. Returns the names of what it ended. */
  async claim(waitMs = SUPERVISOR_ENDS_MS): Promise<string[]> {
    const records = this.records();
    const other = records.find(({ name }) => name === SUPERVISOR);
    if (other !== undefined && !(await endsWithin(other, waitMs))) {
      throw new StartError(
        `Godwit already runs on this data directory (process ${other.pid}): stop it with "kill ${other.pid}", or give this one another DATA_DIR`,
      );
    }
    const left = records.filter((record) => record.name !== SUPERVISOR && isRunning(record));
    await Promise.all(left.map(end));
    for (const file of this.files()) rmSync(join(this.dir, file), { force: true });
    this.record(SUPERVISOR, process.pid);
    return left.map(({ name }) => name);
  }

  release(): void {
    this.forget(SUPERVISOR);
  }

  private records(): ProcessRecord[] {
    return this.files()
      .map((file) => parse(join(this.dir, file)))
      .filter((record) => record !== undefined);
  }

  private files(): string[] {
    return readdirSync(this.dir).filter((file) => file.endsWith('.json'));
  }

  private path(name: string): string {
    return join(this.dir, `${name}.json`);
  }
}

function parse(path: string): ProcessRecord | undefined {
  try {
    const { name, pid, startTime, boot } = JSON.parse(readFileSync(path, 'utf8')) as Partial<ProcessRecord>;
    return typeof name === 'string' && Number.isInteger(pid) && typeof startTime === 'string' && typeof boot === 'string'
      ? { name, pid: pid as number, startTime, boot }
      : undefined;
  } catch {
    return undefined; // half-written when the machine went down
  }
}

const isRunning = ({ pid, startTime, boot }: ProcessRecord): boolean =>
  pid !== process.pid && boot === bootId() && processStartTime(pid) === startTime;

async function end(record: ProcessRecord): Promise<void> {
  const postgres = record.name === 'postgres';
  signal(record, postgres ? 'SIGINT' : 'SIGTERM');
  if (await endsWithin(record, postgres ? POSTGRES_MS : TERM_MS)) return;
  signal(record, 'SIGKILL');
  await endsWithin(record, TERM_MS);
}

async function endsWithin(record: ProcessRecord, timeoutMs: number): Promise<boolean> {
  for (let waited = 0; isRunning(record); waited += POLL_MS) {
    if (waited >= timeoutMs) return false;
    await sleep(POLL_MS);
  }
  return true;
}

function signal(record: ProcessRecord, name: NodeJS.Signals): void {
  try {
    if (isRunning(record)) process.kill(record.pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EPERM') {
      throw new StartError(
        `${record.name} of an earlier run (process ${record.pid}) belongs to another user: stop it as that user, or give this start another DATA_DIR`,
      );
    }
  }
}

/** Clock ticks since boot, field 22 of /proc/<pid>/stat; undefined = no such process, or a zombie, or a system without /proc. */
export function processStartTime(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' '); // the name before it may contain anything; fields[0] is field 3
    return fields[0] === 'Z' || fields[0] === 'X' ? undefined : fields[19];
  } catch {
    return undefined;
  }
}

function bootId(): string {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  } catch {
    return '';
  }
}
