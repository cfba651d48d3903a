// A small disk in memory, to run a server into "no space left on device". Linux, root. Unmounted by its owner, at the latest when that
// process ends; what a killed one left is unmounted by the next.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const SOURCE = 'godwit-tmpfs-';

export interface Tmpfs {
  readonly dir: string;
  unmount(): void;
}

/** Why there can be none here; undefined = there can. */
export function whyNoTmpfs(): string | undefined {
  if (process.platform !== 'linux') return 'a tmpfs needs Linux';
  if (process.getuid?.() !== 0) return 'mounting a tmpfs needs root';
  const dir = mkdtempSync(join(tmpdir(), SOURCE));
  try {
    mountTmpfs(dir, 1).unmount();
    return undefined;
  } catch (error) {
    return `this system does not let root mount a tmpfs: ${String((error as { stderr?: unknown }).stderr ?? error).trim()}`;
  } finally {
    rmdirSync(dir);
  }
}

export function mountTmpfs(dir: string, megabytes: number): Tmpfs {
  for (const mount of mounts()) if (!runs(mount.owner)) unmount(mount.dir);
  mkdirSync(dir, { recursive: true });
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m,mode=0755`, `${SOURCE}${process.pid}`, dir], { stdio: 'pipe' });
  const end = (): void => {
    process.off('exit', end);
    if (mounts().some((mount) => mount.dir === dir)) unmount(dir);
  };
  process.on('exit', end);
  return { dir, unmount: end };
}

/** Lazily: a process that still has a file open keeps the memory until it ends, but not the name. */
function unmount(dir: string): void {
  execFileSync('umount', ['--lazy', dir], { stdio: 'pipe' });
}

function mounts(): { owner: number; dir: string }[] {
  return readFileSync('/proc/mounts', 'utf8')
    .split('\n')
    .map((line) => line.split(' '))
    .flatMap(([source = '', dir = '']) => (source.startsWith(SOURCE) ? [{ owner: Number(source.slice(SOURCE.length)), dir }] : []));
}

function runs(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
