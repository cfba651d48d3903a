// Starts one built tier as a process and waits for its ready line: a JSON log line with "event":"ready" and "ports":{…}.
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { denoBinary } from './deno-binary.ts';
import { inRepository, ROOT } from './repository.ts';
import { type Child, LineSource, spawnChild, untilLine } from './servers/child-process.ts';

export type TierName = 'access' | 'logic' | 'web';

const READY_MS = 20_000;
const STOP_MS = 20_000; // a tier drains for 15 s at most

export interface TierOptions {
  readonly env: Readonly<Record<string, string>>;
  /** A copy of the built tree to run instead of this one. */
  readonly root?: string | undefined;
  /** Default: the Node that runs this. */
  readonly nodePath?: string;
  /** Every line the tier prints. */
  readonly log?: (line: string) => void;
  readonly onLine?: (line: string) => void;
}

export interface Tier {
  readonly name: TierName;
  readonly pid: number;
  readonly ports: Readonly<Record<string, number>>;
  /** Of access, where it could ask the kernel. */
  readonly udpBufferBytes?: number;
  readonly exited: Promise<number>;
  /** SIGTERM, drain; resolves with the exit code. */
  stop(): Promise<number>;
  kill(signal: NodeJS.Signals): void;
}

export async function startTier(name: TierName, options: TierOptions): Promise<Tier> {
  const lines = new LineSource();
  const child = await spawnChild({
    name,
    ...commandOf(name, options),
    cwd: options.root ?? ROOT,
    env: { ...inheritedEnv(), ...runtimeEnv, ...options.env },
    onLine: (line) => {
      lines.push(line);
      options.log?.(line);
      options.onLine?.(line);
    },
  });
  const ready = await untilLine(child, lines, readyLine, READY_MS).catch(async (error: unknown) => {
    await child.stop('SIGKILL', STOP_MS);
    throw error;
  });
  return tier(name, child, ready);
}

type ReadyLine = Pick<Tier, 'ports' | 'udpBufferBytes'>;

/** What a ready line says; undefined for every other line. */
export function readyLine(line: string): ReadyLine | undefined {
  if (!line.startsWith('{') || !line.includes('"event":"ready"')) return undefined;
  try {
    const { event, ports, udpBufferBytes } = JSON.parse(line) as { event?: unknown } & Partial<ReadyLine>;
    if (event !== 'ready' || typeof ports !== 'object' || ports === null) return undefined;
    return udpBufferBytes === undefined ? { ports } : { ports, udpBufferBytes };
  } catch {
    return undefined;
  }
}

function tier(name: TierName, child: Child, ready: ReadyLine): Tier {
  return {
    name,
    pid: child.pid,
    ...ready,
    exited: child.exited,
    kill: child.kill,
    stop: () => child.stop('SIGTERM', STOP_MS),
  };
}

/** The notes that a test run keeps for itself are no settings of a tier. */
const inheritedEnv = (): NodeJS.ProcessEnv =>
  Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('GODWIT_TEST_')));

const runtimeEnv = {
  // Compiled code is kept, which halves the time until a tier is ready.
  NODE_COMPILE_CACHE: inRepository('node_modules/.cache/node'),
  DENO_DIR: inRepository('node_modules/.cache/deno'),
  DENO_NO_UPDATE_CHECK: '1',
  DENO_NO_PROMPT: '1',
};

/** Short pauses rather than few: a young generation of 4 MB is collected in about 1 ms instead of 5–7. */
const V8_FLAGS = ['--max-semi-space-size=4'];
/**
 * Also for Node's tiers: the old generation, whose live part is small, is not marked again whenever it has doubled, which takes 20–30 ms
 * without a turn of the loop, every 2.5 s at 1,000 messages/s. Not for access: what vanished sessions leave would stay until 256 MB (O2).
 */
const NODE_FLAGS = [...V8_FLAGS, '--initial-old-space-size=256'];

function commandOf(name: TierName, { env, nodePath, root = ROOT }: TierOptions): { command: string; args: string[] } {
  const main = join(root, 'project', name, 'dist/main.js');
  if (!existsSync(main)) throw new Error(`${name} is not built (${main} is missing): run "npm run build"`);
  const engine = env['ACCESS_ENGINE'] ?? process.env['ACCESS_ENGINE'];
  if (name !== 'access' || engine === 'fails')
    return { command: nodePath ?? process.execPath, args: ['--enable-source-maps', ...NODE_FLAGS, main] };
  return { command: denoBinary(), args: ['run', `--v8-flags=${V8_FLAGS.join(',')}`, ...denoPermissions(env, root), main] };
}

// The access tier reads its own code, its keys and its certificate, writes only the certificate, and starts no process. Native code it
// calls once, while it starts, and then gives that permission up (access/src/listen/udp-buffer.ts).
const READ = ['project/access', 'project/shared', 'node_modules', 'env', '.env', 'package.json'];

function denoPermissions(env: Readonly<Record<string, string>>, root: string): string[] {
  const certDir = env['CERT_DIR'] ?? inRepository('.data/certificate');
  const keysDir = env['KEYS_DIR'] ?? inRepository('.data/keys');
  mkdirSync(certDir, { recursive: true, mode: 0o700 });
  return [
    '--unstable-net',
    '--no-prompt',
    '--no-remote',
    '--node-modules-dir=manual',
    '--allow-net',
    '--allow-env',
    '--allow-sys=hostname',
    '--allow-ffi',
    // packages of a copy are links into this repository
    `--allow-read=${[...READ.map((path) => join(root, path)), inRepository('node_modules'), keysDir, certDir].join(',')}`,
    `--allow-write=${certDir}`,
  ];
}
