// PostgreSQL from npm on loopback, always with fsync and synchronous_commit on: an acknowledged message is on disk (R2).
// initdb runs once per data directory; the superuser's password lies beside the directory, readable by the owner only.
import { randomBytes } from 'node:crypto';
import { chownSync, existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Child, ChildFailed, LineSource, type RunAs, spawnChild, untilLine } from './child-process.ts';
import { withPort } from './free-port.ts';
import { type PostgresBinaries, postgresBinaries } from './postgres-binaries.ts';
import { crash, freeze, thaw } from './postgres-processes.ts';
import { postgresUser } from './postgres-user.ts';

const INITDB_MS = 60_000;
const READY_MS = 60_000;
const STOP_MS = 20_000;
const SMART_MS = 5_000;
const SUPERUSER = 'postgres';

export interface PostgresOptions {
  readonly dataDir: string;
  readonly port?: number;
  /** Default: `${dataDir}.password`, made on the first start. */
  readonly passwordFile?: string;
  readonly maxConnections?: number;
  readonly log?: (line: string) => void;
}

export interface PostgresServer {
  readonly port: number;
  readonly pid: number;
  readonly exited: Promise<number>;
  /** Default database: `postgres`. */
  url(database?: string): string;
  /** SIGINT (default) = fast: sessions are ended. SIGTERM = smart: it waits for them, and becomes fast after a while. */
  stop(signal?: 'SIGINT' | 'SIGTERM'): Promise<void>;
  /** Of the postmaster alone. */
  kill(signal: NodeJS.Signals): void;
  /** kill -9 of all its processes, as when the machine loses power (but the page cache stays). */
  crash(): Promise<void>;
  /** All its processes stand still: connections are accepted by the kernel and never answered. */
  freeze(): void;
  thaw(): void;
}

export async function startPostgres(options: PostgresOptions): Promise<PostgresServer> {
  const binaries = postgresBinaries();
  const runAs = postgresUser(options.dataDir, binaries.postgres, options.log);
  const password = readPassword(options.passwordFile ?? `${options.dataDir}.password`);
  await initialise(options.dataDir, binaries, runAs, password, options.log);
  return withPort(options.port, (port) => start(options, port, binaries, runAs, password));
}

function readPassword(path: string): string {
  mkdirSync(dirname(path), { recursive: true });
  if (existsSync(path)) return readFileSync(path, 'utf8').trim();
  const password = randomBytes(24).toString('hex');
  writeFileSync(path, `${password}\n`, { mode: 0o600, flag: 'wx' });
  return password;
}

/** A cluster appears under its name only when complete, so a killed first start is simply begun again. */
async function initialise(
  dataDir: string,
  { initdb }: PostgresBinaries,
  runAs: RunAs | undefined,
  password: string,
  log?: (line: string) => void,
): Promise<void> {
  if (existsSync(join(dataDir, 'PG_VERSION'))) return;
  if (existsSync(dataDir) && readdirSync(dataDir).length > 0) {
    throw new Error(`${dataDir} exists but holds no PostgreSQL data (PG_VERSION is missing): restore it, or move it away to start empty`);
  }
  const building = `${dataDir}.initdb`;
  rmSync(building, { recursive: true, force: true });
  rmSync(dataDir, { recursive: true, force: true });
  mkdirSync(building, { mode: 0o700 });
  if (runAs !== undefined) chownSync(building, runAs.uid, runAs.gid);
  const pwfile = `${building}.password`;
  writeFileSync(pwfile, `${password}\n`, { mode: 0o600 });
  if (runAs !== undefined) chownSync(pwfile, runAs.uid, runAs.gid);
  const child = await spawnChild({
    name: 'initdb',
    command: initdb,
    args: [
      `--pgdata=${building}`,
      `--username=${SUPERUSER}`,
      `--pwfile=${pwfile}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      '--locale=C.UTF-8',
    ],
    cwd: '/',
    env: { ...process.env, LC_ALL: 'C.UTF-8' },
    runAs,
    onLine: log,
  });
  const timer = setTimeout(() => child.kill('SIGKILL'), INITDB_MS);
  const code = await child.exited;
  clearTimeout(timer);
  rmSync(pwfile);
  if (code !== 0) throw new ChildFailed(`initdb exited with ${code}; its last lines:\n${child.tail()}`);
  renameSync(building, dataDir);
}

async function start(
  { dataDir, maxConnections, log }: PostgresOptions,
  port: number,
  { postgres }: PostgresBinaries,
  runAs: RunAs | undefined,
  password: string,
): Promise<PostgresServer> {
  const lines = new LineSource();
  if (log !== undefined) lines.listen(log);
  const settings = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    fsync: 'on',
    synchronous_commit: 'on',
    full_page_writes: 'on',
    max_connections: String(maxConnections ?? 100),
    shared_buffers: '128MB',
    // Since 18 it also decides how many locks a backend takes without the shared table: a batch over 16 partitions needs about 100.
    max_locks_per_transaction: '256',
    lc_messages: 'C',
    log_line_prefix: '%m [%p] ',
  };
  const child = await spawnChild({
    name: 'PostgreSQL',
    command: postgres,
    args: ['-D', dataDir, '-p', String(port), ...Object.entries(settings).flatMap(([key, value]) => ['-c', `${key}=${value}`])],
    cwd: '/',
    env: { ...process.env, LC_ALL: 'C.UTF-8' },
    runAs,
    deathSignal: 'SIGINT',
    onLine: lines.push,
  });
  await untilLine(child, lines, (line) => line.includes('ready to accept connections') || undefined, READY_MS).catch(
    async (error: unknown) => {
      await child.stop('SIGINT', STOP_MS);
      throw error;
    },
  );
  return {
    port,
    pid: child.pid,
    exited: child.exited,
    url: (database = 'postgres') => `postgres://${SUPERUSER}:${password}@127.0.0.1:${port}/${database}`,
    kill: child.kill,
    stop: (signal = 'SIGINT') => stop(child, signal),
    crash: () => crash(child),
    freeze: () => freeze(child.pid),
    thaw: () => thaw(child.pid),
  };
}

async function stop(child: Child, signal: 'SIGINT' | 'SIGTERM'): Promise<void> {
  thaw(child.pid);
  const hurry = setTimeout(() => child.kill('SIGINT'), SMART_MS);
  await child.stop(signal, STOP_MS);
  clearTimeout(hurry);
}
