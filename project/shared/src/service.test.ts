import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { afterEach, expect, it } from 'vitest';

/** Lets a child run the sources: their imports end in .js. */
const RESOLVE_SOURCES = `data:text/javascript,${encodeURIComponent(`
import { registerHooks } from 'node:module';
registerHooks({ resolve: (specifier, context, next) => {
  try { return next(specifier, context); } catch { return next(specifier.replace(/\\.js$/, '.ts'), context); }
} });`)}`;
const url = (file: string): string => new URL(file, import.meta.url).href;

interface Child {
  readonly lines: Record<string, unknown>[];
  /** Resolves with the first line that has the field value. */
  line(field: string, value: string): Promise<Record<string, unknown>>;
  signal(name: NodeJS.Signals): void;
  readonly exited: Promise<number | null>;
}

let running: ChildProcess | undefined;
afterEach(() => running?.kill('SIGKILL'));

function run(start: string, drainTimeoutMs = 5_000): Child {
  const program = `
import { createLogger } from '${url('./log.ts')}';
import { runService } from '${url('./service.ts')}';
const log = createLogger({ name: 'probe' });
const forever = setInterval(() => undefined, 1_000);
runService({ name: 'probe', log, drainTimeoutMs: ${String(drainTimeoutMs)}, start: ${start} });`;
  const child = spawn(process.execPath, ['--import', RESOLVE_SOURCES, '--input-type=module', '--eval', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  running = child;
  const reader = createInterface({ input: child.stdout });
  const lines: Record<string, unknown>[] = [];
  reader.on('line', (text) => lines.push(JSON.parse(text) as Record<string, unknown>));
  const exited = Promise.all([once(child, 'exit'), once(reader, 'close')]).then(([[code]]) => code as number | null);
  return {
    lines,
    exited,
    signal: (name) => child.kill(name),
    line: (field, value) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          const found = lines.find((line) => line[field] === value);
          if (found !== undefined) resolve(found);
        };
        reader.on('line', look);
        reader.on('close', () => {
          reject(new Error(`no line with ${field} = ${value}: ${JSON.stringify(lines)}`));
        });
        look();
      }),
  };
}

it('prints the ready line with its ports', async () => {
  const child = run(`async () => ({ ready: { ports: { internal: 4711 } }, drain: async () => {} })`);
  expect(await child.line('event', 'ready')).toMatchObject({ name: 'probe', event: 'ready', ports: { internal: 4711 } });
});

it.each(['SIGTERM', 'SIGINT'] as const)('%s drains and exits 0', async (signal) => {
  const child = run(`async () => ({ ready: { ports: {} }, drain: async () => { log.info('put away'); } })`);
  await child.line('event', 'ready');
  child.signal(signal);
  expect(await child.exited).toBe(0);
  expect(child.lines.map((line) => line['msg'])).toEqual(['ready', 'draining', 'put away', 'stopped']);
});

it('[C21] a drain beyond its deadline exits 1', async () => {
  const child = run(`async () => ({ ready: { ports: {} }, drain: () => new Promise(() => {}) })`, 20);
  await child.line('event', 'ready');
  child.signal('SIGTERM');
  expect(await child.exited).toBe(1);
});

it('a drain that fails exits 1, a second signal too', async () => {
  const failing = run(`async () => ({ ready: { ports: {} }, drain: async () => { throw new Error('stuck'); } })`);
  await failing.line('event', 'ready');
  failing.signal('SIGTERM');
  expect(await failing.exited).toBe(1);
  const impatient = run(`async () => ({ ready: { ports: {} }, drain: () => new Promise(() => {}) })`);
  await impatient.line('event', 'ready');
  impatient.signal('SIGTERM');
  await impatient.line('msg', 'draining');
  impatient.signal('SIGTERM');
  expect(await impatient.exited).toBe(1);
});

it('a signal during the start aborts it, drains nothing and exits 0', async () => {
  const child = run(
    `(signal) => new Promise((_, reject) => { log.info('starting'); signal.addEventListener('abort', () => reject(signal.reason)); })`,
  );
  await child.line('msg', 'starting');
  child.signal('SIGTERM');
  expect(await child.exited).toBe(0);
  expect(child.lines.some((line) => line['event'] === 'ready')).toBe(false);
});

it('a start that fails exits 1 and says why', async () => {
  const child = run(`async () => { throw new Error('port 8080 is taken'); }`);
  expect(await child.line('msg', 'could not start')).toMatchObject({ level: 'fatal', err: { message: 'port 8080 is taken' } });
  expect(await child.exited).toBe(1);
});

it.each([
  ['unhandled rejection', `Promise.reject(new Error('nobody caught this'))`],
  ['uncaught exception', `(() => { throw new Error('nobody caught this'); })()`],
])('[C27] an %s is logged and exits 1', async (_what, failure) => {
  const child = run(`async () => { setImmediate(() => { ${failure}; }); return { ready: { ports: {} }, drain: async () => {} }; }`);
  expect(await child.line('level', 'fatal')).toMatchObject({ err: { message: 'nobody caught this' } });
  expect(await child.exited).toBe(1);
});
