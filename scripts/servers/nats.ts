// nats-server from PATH on loopback, core NATS without persistence. With passwords every tier has its own user whose
// permissions are the subjects of its role (S20): an access node cannot forge what only logic may say.
import { mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { type Child, LineSource, spawnChild, untilLine } from './child-process.ts';
import { findProgram } from './find-program.ts';
import { withPort } from './free-port.ts';

const READY_MS = 10_000;
const STOP_MS = 5_000;

export const NATS_USERS = ['access', 'logic', 'web', 'hook'] as const;
export type NatsUser = (typeof NATS_USERS)[number];

export interface NatsOptions {
  readonly dataDir: string;
  readonly port?: number;
  /** Without passwords anybody on the machine may connect and do everything: for tests of one module. */
  readonly passwords?: Readonly<Record<NatsUser, string>>;
  readonly log?: (line: string) => void;
}

export interface NatsServer {
  readonly url: string;
  readonly port: number;
  readonly pid: number;
  readonly exited: Promise<number>;
  urlFor(user: NatsUser): string;
  stop(): Promise<void>;
  kill(signal: NodeJS.Signals): void;
}

interface Permissions {
  /** 'answers': only to what it was asked. */
  readonly publish: readonly string[] | 'answers';
  readonly subscribe: readonly string[];
}

const NATS_PERMISSIONS: Readonly<Record<NatsUser, Permissions>> = {
  access: {
    publish: ['im.logic.upstream', 'im.logic.location', 'im.logic.request', 'im.logic.node.>'],
    subscribe: ['im.access.*.downstream', 'im.access.broadcast', 'im.room.>', '_INBOX.>'],
  },
  logic: {
    publish: ['im.access.>', 'im.room.>', 'im.logic.>', 'im.user.*.event', 'im.hook.>', '_INBOX.>'],
    subscribe: ['im.logic.>', 'im.user.*.event', '_INBOX.>'],
  },
  web: {
    publish: ['im.logic.request', 'im.user.*.event', 'im.access.broadcast'],
    subscribe: ['_INBOX.>'],
  },
  hook: { publish: 'answers', subscribe: ['im.hook.>'] },
};

/** With as many threads as cores Go hands each message from thread to thread: a third more CPU on 2 cores, and nothing is faster. */
const THREADS = Math.max(1, Math.floor(availableParallelism() / 4));

export function startNats(options: NatsOptions): Promise<NatsServer> {
  mkdirSync(options.dataDir, { recursive: true });
  return withPort(options.port, (port) => start(options, port));
}

async function start({ dataDir, passwords, log }: NatsOptions, port: number): Promise<NatsServer> {
  const configPath = join(dataDir, 'nats.conf');
  writeFileSync(configPath, natsConfiguration(port, passwords), { mode: 0o600 });
  const lines = new LineSource();
  if (log !== undefined) lines.listen(log);
  const child = await spawnChild({
    name: 'nats-server',
    command: findProgram('nats-server') ?? 'nats-server',
    args: ['-c', configPath],
    cwd: dataDir,
    env: { ...process.env, GOMAXPROCS: String(THREADS) },
    onLine: lines.push,
  });
  await untilLine(child, lines, (line) => line.includes('Server is ready') || undefined, READY_MS);
  return describe(child, port, passwords);
}

/** A stalled or half-open client is noticed within ping_interval × (ping_max + 1) = 15 s. */
function natsConfiguration(port: number, passwords: NatsOptions['passwords']): string {
  const base = ['host: 127.0.0.1', `port: ${port}`, 'ping_interval: "5s"', 'ping_max: 2', 'max_payload: 1MB', 'write_deadline: "5s"', ''];
  if (passwords === undefined) return base.join('\n');
  const users = NATS_USERS.map((user) => {
    const { publish, subscribe } = NATS_PERMISSIONS[user];
    const sends = publish === 'answers' ? 'allow_responses: true' : `publish: ${JSON.stringify(publish)}`;
    const permissions = `{ ${sends}, subscribe: ${JSON.stringify(subscribe)} }`;
    return `    { user: ${user}, password: ${JSON.stringify(passwords[user])}, permissions: ${permissions} }`;
  });
  return [...base, 'authorization: {', '  users: [', users.join(',\n'), '  ]', '}', ''].join('\n');
}

function describe(child: Child, port: number, passwords: NatsOptions['passwords']): NatsServer {
  const urlFor = (user: NatsUser): string =>
    passwords === undefined ? `nats://127.0.0.1:${port}` : `nats://${user}:${passwords[user]}@127.0.0.1:${port}`;
  return {
    url: `nats://127.0.0.1:${port}`,
    port,
    pid: child.pid,
    exited: child.exited,
    urlFor,
    kill: child.kill,
    stop: async () => void (await child.stop('SIGTERM', STOP_MS)),
  };
}
