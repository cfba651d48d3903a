// PostgreSQL refuses to run as root. Started by root it runs as the system user `postgres`, which may be unable to enter the
// directories above the repository (/root is 0700): then it keeps the one capability to pass through and read them.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { RunAs } from './child-process.ts';

const USER = 'postgres';
const DAC_OVERRIDE = 1n;
const DAC_READ_SEARCH = 2n;

/** Whom PostgreSQL runs as; undefined = the current user. */
export function postgresUser(dataDir: string, program: string, log?: (line: string) => void): RunAs | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const ids = ownerOf(dataDir) ?? findUser() ?? createUser(log);
  const barrier = [dataDir, program].map((path) => closedDirectory(path, ids)).find((path) => path !== undefined);
  return { ...ids, capabilities: barrier === undefined ? [] : [passCapability(barrier)] };
}

interface Ids {
  readonly uid: number;
  readonly gid: number;
}

/** Data that an ordinary user made stays that user's. */
function ownerOf(dataDir: string): Ids | undefined {
  if (!existsSync(dataDir)) return undefined;
  const { uid, gid } = statSync(dataDir);
  return uid === 0 ? undefined : { uid, gid };
}

function findUser(): Ids | undefined {
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((entry) => entry.startsWith(`${USER}:`));
  const [, , uid, gid] = line?.split(':') ?? [];
  return uid === undefined || gid === undefined ? undefined : { uid: Number(uid), gid: Number(gid) };
}

function createUser(log?: (line: string) => void): Ids {
  log?.(`creating the system user "${USER}": PostgreSQL refuses to run as root`);
  try {
    execFileSync('useradd', ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', USER], { stdio: 'pipe' });
  } catch (error) {
    throw new Error(
      `PostgreSQL refuses to run as root and the user "${USER}" cannot be created (${String(error)}): start as an ordinary user`,
      { cause: error },
    );
  }
  const ids = findUser();
  if (ids === undefined) throw new Error(`the user "${USER}" was created but is not in /etc/passwd: start as an ordinary user`);
  return ids;
}

/** The first directory on the way to `path` that the user may not enter. */
function closedDirectory(path: string, { uid, gid }: Ids): string | undefined {
  const above: string[] = [];
  for (let directory = dirname(resolve(path)); directory !== dirname(directory); directory = dirname(directory)) above.unshift(directory);
  return above.filter((directory) => existsSync(directory)).find((directory) => !mayEnter(directory, uid, gid));
}

function mayEnter(directory: string, uid: number, gid: number): boolean {
  const stat = statSync(directory);
  const bit = stat.uid === uid ? 0o100 : stat.gid === gid ? 0o010 : 0o001;
  return (stat.mode & bit) !== 0;
}

function passCapability(barrier: string): string {
  const bounding = BigInt(`0x${/CapBnd:\s*([0-9a-f]+)/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1] ?? '0'}`);
  const has = (bit: bigint): boolean => ((bounding >> bit) & 1n) === 1n;
  if (existsSync('/usr/bin/setpriv') && has(DAC_READ_SEARCH)) return 'dac_read_search';
  if (existsSync('/usr/bin/setpriv') && has(DAC_OVERRIDE)) return 'dac_override';
  throw new Error(
    `PostgreSQL runs as the user "${USER}", which may not enter ${barrier}: "chmod o+x ${barrier}", move the repository, or start as an ordinary user`,
  );
}
