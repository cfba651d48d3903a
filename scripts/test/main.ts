// npm test: static checks, unit and integration tests, browser tests. Everything it needs is started by the tests themselves, on
// free ports, in one temporary directory that is removed at the end. The last line is "N passed, N failed". With the argument `browser`: only the browser tests.
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { runSteps, type StepResult } from '../check/run-steps.ts';
import { STATIC_STEPS, TYPES } from '../check/steps.ts';
import { inRepository, ROOT } from '../repository.ts';
import { type Child, spawnChild } from '../servers/child-process.ts';
import { buildWhenChanged } from '../start/build.ts';
import { requirePrograms, type SystemProgram } from '../start/install-programs.ts';
import { endLeftovers } from './end-leftovers.ts';
import { count, failedFiles, failureLines, type FileResult, readReport, replaced } from './results.ts';

const TESTS_MS = 35 * 60_000;
const BROWSER_TESTS_MS = 22 * 60_000;
const MOST_FILES_AGAIN = 5;

const PROGRAMS: readonly SystemProgram[] = [
  { commands: ['redis-server'], debianPackage: 'redis-server' },
  { commands: ['nats-server'], debianPackage: 'nats-server' },
  { commands: ['chromium', 'chromium-browser', 'google-chrome'], debianPackage: 'chromium' },
  { commands: ['firefox-esr', 'firefox'], debianPackage: 'firefox-esr' },
];

const running = new Set<Child>();
const passedAlone: FileResult[] = [];
const temporary = mkdtempSync(join(tmpdir(), 'godwit-'));
chmodSync(temporary, 0o711); // PostgreSQL's own user passes through when root runs the tests
process.once('exit', () => {
  endLeftovers(temporary);
  rmSync(temporary, { recursive: true, force: true });
});
for (const signal of ['SIGINT', 'SIGTERM', 'disconnect']) process.once(signal, () => void abort());

async function everything(): Promise<readonly FileResult[]> {
  requirePrograms(PROGRAMS, 'put them into PATH', (line) => console.log(line));
  await buildWhenChanged((line) => console.log(line));
  if (process.argv.includes('browser')) return browserTests();
  const checks = stepResults([...(await runSteps([TYPES])), ...(await runSteps(STATIC_STEPS))]);
  return [...checks, ...(await vitest('tests', '!browser', TESTS_MS)), ...(await browserTests())];
}

const browserTests = (): Promise<readonly FileResult[]> => vitest('browser tests', 'browser', BROWSER_TESTS_MS);

const stepResults = (results: readonly StepResult[]): FileResult[] =>
  results.map(({ name, passed }) =>
    passed ? { file: name, passed: 1, failures: [] } : { file: name, passed: 0, failures: [{ name: 'see above', message: '' }] },
  );

/**
 * Many tests start servers and processes beside each other and wait for real deadlines, so that a busy machine fails some for want of
 * time. A few files that fail run once more, alone: what fails alone is broken. What passes then is said, never silent.
 */
async function vitest(name: string, projects: string, timeoutMs: number): Promise<readonly FileResult[]> {
  const first = await vitestOnce(name, ['--project', projects], timeoutMs);
  const failed = failedFiles(first);
  if (failed.length === 0 || failed.length > MOST_FILES_AGAIN || !failed.every(({ file }) => isAbsolute(file))) return first;
  console.log(['', 'these run again, alone:', ...failureLines(failed, ROOT)].join('\n'));
  const files = failed.map(({ file }) => file);
  const again = await vitestOnce(`${name} again`, ['--project', projects, '--no-file-parallelism', ...files], timeoutMs);
  const unsteady = failed.filter(({ file }) => again.some((result) => result.file === file && result.failures.length === 0));
  passedAlone.push(...unsteady);
  return replaced(first, again);
}

async function vitestOnce(name: string, chosen: readonly string[], timeoutMs: number): Promise<FileResult[]> {
  const report = join(temporary, `${name.replaceAll(' ', '-')}.json`);
  const args = ['run', ...chosen, '--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const exitCode = await run(name, [inRepository('node_modules/vitest/vitest.mjs'), ...args], timeoutMs);
  return readReport(name, existsSync(report) ? readFileSync(report, 'utf8') : undefined, exitCode);
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

const results = await everything().catch((error: unknown): FileResult[] => [
  { file: 'godwit', passed: 0, failures: [{ name: 'npm test', message: error instanceof Error ? error.message : String(error) }] },
]);
for (const command of endLeftovers(temporary)) console.log(`left running by a test, ended now: ${command.slice(0, 120)}`);
if (passedAlone.length > 0) console.log(['', 'failed beside others, passed alone:', ...failureLines(passedAlone, ROOT)].join('\n'));
const broken = failedFiles(results);
if (broken.length > 0) console.log(['', 'failed:', ...failureLines(broken, ROOT)].join('\n'));
const { passed, failed } = count(results);
console.log(`\n${passed} passed, ${failed} failed`);
process.exit(failed === 0 && passed > 0 ? 0 : 1);
