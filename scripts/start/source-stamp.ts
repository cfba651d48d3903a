// A hash over everything the build reads, so that a second start does not build again. Contents, not times: a checkout
// or a copy changes times without changing anything else.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const SKIPPED = new Set(['node_modules', 'dist', '.turbo', '.data']);

export function sourceStamp(root: string, paths: readonly string[]): string {
  const hash = createHash('sha256');
  for (const path of paths.flatMap((start) => filesBelow(root, start)))
    hash
      .update(`${path}\0`)
      .update(readFileSync(join(root, path)))
      .update('\0');
  return hash.digest('hex');
}

function filesBelow(root: string, path: string): string[] {
  if (!existsSync(join(root, path))) return [];
  const entries = readdirOrFile(join(root, path));
  if (entries === undefined) return isTest(path) ? [] : [path];
  return entries
    .filter((name) => !SKIPPED.has(name))
    .sort()
    .flatMap((name) => filesBelow(root, join(path, name)));
}

const isTest = (path: string): boolean => /\.test\.tsx?$/.test(path);

function readdirOrFile(path: string): string[] | undefined {
  try {
    return readdirSync(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOTDIR') return undefined;
    throw error;
  }
}
