// Builds the tiers and the web client, unless nothing they are made of has changed since the last build.
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { inRepository, ROOT } from '../repository.ts';
import { spawnChild } from '../servers/child-process.ts';
import { sourceStamp } from './source-stamp.ts';
import { StartError } from './start-error.ts';

const BUILT = ['shared', 'client', 'access', 'logic', 'web', 'desktop-web'];
const INPUTS = [...BUILT.map((name) => `project/${name}`), 'schema/message.fbs', 'package-lock.json', 'tsconfig.base.json'];
const OUTPUTS = [
  'project/access/dist/main.js',
  'project/logic/dist/main.js',
  'project/web/dist/main.js',
  'project/client/dist',
  'project/desktop-web/dist/client/index.html',
];
const STAMP = inRepository('node_modules/.cache/godwit/build-stamp');

export const STATIC_DIR = inRepository('project/desktop-web/dist/client');

/** Returns whether there was something to build. */
export async function buildWhenChanged(say: (line: string) => void): Promise<boolean> {
  const stamp = sourceStamp(ROOT, INPUTS);
  const built = existsSync(STAMP) && readFileSync(STAMP, 'utf8') === stamp && OUTPUTS.every((path) => existsSync(inRepository(path)));
  if (built) return false;
  say('building');
  rmSync(STAMP, { force: true });
  await run('tsc', ['node_modules/typescript/bin/tsc', '-b', 'project/client', 'project/access', 'project/logic', 'project/web']);
  await run('vite', ['node_modules/vite/bin/vite.js', 'build', 'project/desktop-web', '--logLevel', 'warn']);
  mkdirSync(dirname(STAMP), { recursive: true });
  writeFileSync(STAMP, stamp);
  return true;
}

async function run(name: string, args: readonly string[]): Promise<void> {
  const child = await spawnChild({ name, command: process.execPath, args, cwd: ROOT });
  const code = await child.exited;
  if (code !== 0) throw new StartError(`the build failed: ${name} exited with ${code}\n${child.tail()}`);
}
