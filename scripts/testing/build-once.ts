// Compiles the tiers once per test run, however many test files ask: processes under test run the built code.
import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { inRepository, ROOT } from '../repository.ts';

export const RUN_DIR_VARIABLE = 'GODWIT_TEST_RUN_DIR';
const BUILD_MS = 240_000;
const POLL_MS = 100;

/** Without a run directory (outside vitest) the caller has built already. */
export async function buildOnce(): Promise<void> {
  const runDir = process.env[RUN_DIR_VARIABLE];
  if (runDir === undefined) return;
  const result = join(runDir, 'build-result');
  if (claims(join(runDir, 'build-claimed'))) writeFileSync(result, await build());
  const deadline = Date.now() + BUILD_MS;
  while (!existsSync(result)) {
    if (Date.now() > deadline) throw new Error(`the build did not end within ${BUILD_MS / 1000} s`);
    await sleep(POLL_MS);
  }
  const errors = await readFile(result, 'utf8');
  if (errors !== '') throw new Error(`the build failed:\n${errors}`);
}

function claims(path: string): boolean {
  try {
    mkdirSync(path);
    return true;
  } catch {
    return false;
  }
}

/** The client too: fleets of the chaos runs are processes of it. */
const BUILT = ['access', 'logic', 'web', 'client'];

async function build(): Promise<string> {
  const projects = BUILT.map((name) => inRepository('project', name));
  try {
    await promisify(execFile)(process.execPath, [inRepository('node_modules/typescript/bin/tsc'), '-b', ...projects], {
      cwd: ROOT,
      maxBuffer: 1 << 24,
    });
    return '';
  } catch (error) {
    const { stdout, message } = error as { stdout?: string; message: string };
    return stdout === undefined || stdout === '' ? message : stdout;
  }
}
