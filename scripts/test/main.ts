// npm test: static checks, unit and integration tests, browser tests. Everything it needs is started by the tests themselves, on
// free ports, in one temporary directory that is removed at the end. The last line is "N passed, N failed". With the argument `browser`: only the browser tests.
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runSteps } from '../check/run-steps.ts';
import { STATIC_STEPS, TYPES } from '../check/steps.ts';
import { inRepository, ROOT } from '../repository.ts';
import { type Child, spawnChild } from '../servers/child-process.ts';
import { buildWhenChanged } from '../start/build.ts';
import { requirePrograms, type SystemProgram } from '../start/install-programs.ts';
import { endLeftovers } from './end-leftovers.ts';
import { type Counts, NOTHING, sum, vitestCounts } from './counts.ts';

const TESTS_MS = 20 * 60_000;
const BROWSER_TESTS_MS = 15 * 60_000;

const PROGRAMS: readonly SystemProgram[] = [
  { commands: ['redis-server'], debianPackage: 'redis-server' },
  { commands: ['nats-server'], debianPackage: 'nats-server' },
  { commands: ['chromium', 'chromium-browser', 'google-chrome'], debianPackage: 'chromium' },
  { commands: ['firefox-esr', 'firefox'], debianPackage: 'firefox-esr' },
];

const running = new Set<Child>();
const temporary = mkdtempSync(join(tmpdir(), 'godwit-'));
chmodSync(temporary, 0o711); // PostgreSQL's own user passes through when root runs the tests
process.once('exit', () => {
  endLeftovers(temporary);
  rmSync(temporary, { recursive: true, force: true });
});
for (const signal of ['SIGINT', 'SIGTERM', 'disconnect']) process.once(signal, () => void abort());

async function everything(): Promise<Counts> {
  requirePrograms(PROGRAMS, 'put them into PATH', (line) => console.log(line));
  await buildWhenChanged((line) => console.log(line));
  if (process.argv.includes('browser')) return browserTests();
  const checks = stepCounts([...(await runSteps([TYPES])), ...(await runSteps(STATIC_STEPS))]);
  return sum([checks, await vitest('tests', '!browser', TESTS_MS), await browserTests()]);
}

const browserTests = (): Promise<Counts> => vitest('browser tests', 'browser', BROWSER_TESTS_MS);

const stepCounts = (results: readonly { passed: boolean }[]): Counts =>
  sum(results.map((result) => (result.passed ? { ...NOTHING, passed: 1 } : { ...NOTHING, failed: 1 })));

async function vitest(name: string, projects: string, timeoutMs: number): Promise<Counts> {
  const report = join(temporary, `${name.replace(' ', '-')}.json`);
  const args = ['run', '--project', projects, '--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const exitCode = await run(name, [inRepository('node_modules/vitest/vitest.mjs'), ...args], timeoutMs);
  return vitestCounts(existsSync(report) ? readFileSync(report, 'utf8') : undefined, exitCode);
}

async function run(name: string, args: readonly string[], timeoutMs: number): Promise<number> {
  console.log(`\n${name}`);
  const child = await spawnChild({
    name,
    command: process.execPath,
    args,
    cwd: ROOT,
    env: testEnvironment(),
    onLine: (line) => console.log(line),
  });
  running.add(child);
  const timer = setTimeout(() => {
    console.error(`${name} took longer than ${timeoutMs / 60_000} minutes`);
    void child.stop('SIGTERM', 10_000);
  }, timeoutMs);
  const exitCode = await child.exited;
  clearTimeout(timer);
  running.delete(child);
  return exitCode;
}

/** What the operator set for `npm start` must not reach the tests: they would use the real servers. */
function testEnvironment(): NodeJS.ProcessEnv {
  const settings =
    /^(DATABASE_URL|REDIS_URL|NATS_URL|DATA_DIR|DEMO|(WEB|ACCESS|LOGIC)_\w+|(FILE|S3)_\w+|KEYS_DIR|CERT_DIR|NODE_NAME|NODE_ENV)$/;
  const kept = Object.entries(process.env).filter(([name]) => !settings.test(name));
  return { ...Object.fromEntries(kept), TMPDIR: temporary, ...(process.stdout.isTTY ? { FORCE_COLOR: '1' } : {}) };
}

async function abort(): Promise<void> {
  await Promise.all([...running].map((child) => child.stop('SIGTERM', 10_000)));
  process.exit(130);
}

const { passed, failed } = await everything().catch((error: unknown): Counts => {
  console.error(`godwit: ${error instanceof Error ? error.message : String(error)}`);
  return { passed: 0, failed: 1 };
});
for (const command of endLeftovers(temporary)) console.log(`left running by a test, ended now: ${command.slice(0, 120)}`);
console.log(`\n${passed} passed, ${failed} failed`);
process.exit(failed === 0 && passed > 0 ? 0 : 1);
