// ejabberd as one process that is not part of any cluster: no node name, so no cookie, no port for distribution and no epmd.
import { mkdirSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Child, spawnChild } from '../../../../../scripts/servers/child-process.ts';
import { freePort } from '../../../../../scripts/servers/free-port.ts';
import type { Certificate } from '../certificate.ts';
import { ejabberdConfig } from './ejabberd-config.ts';
import type { EjabberdProgram } from './ejabberd-program.ts';

const READY_MS = 30_000;
const READY_POLL_MS = 50;
const STOP_MS = 15_000;

// Busy waiting of the schedulers would count as CPU time of the messages.
const ERLANG_OPTIONS = ['+K', 'true', '+P', '250000', '+sbwt', 'none', '+sbwtdcpu', 'none', '+sbwtdio', 'none'];

export interface EjabberdOptions {
  readonly program: EjabberdProgram;
  /** Configuration, spool and log go there. */
  readonly dir: string;
  readonly domain: string;
  readonly databaseUrl: string;
  readonly certificate: Certificate;
}

export interface Ejabberd {
  readonly pid: number;
  readonly port: number;
  stop(): Promise<void>;
}

export async function startEjabberd({ program, dir, domain, databaseUrl, certificate }: EjabberdOptions): Promise<Ejabberd> {
  const port = await freePort();
  const files = { config: join(dir, 'ejabberd.yml'), certificate: join(dir, 'certificate.pem'), log: join(dir, 'log', 'ejabberd.log') };
  mkdirSync(join(dir, 'log'), { recursive: true });
  writeFileSync(files.certificate, certificate.certPem + '\n' + certificate.keyPem, { mode: 0o600 });
  const config = ejabberdConfig({ port, domain, databaseUrl, certificateFile: files.certificate });
  writeFileSync(files.config, JSON.stringify(config, undefined, 2), { mode: 0o600 });
  const child = await spawnChild({
    name: 'ejabberd',
    command: program.erlexec,
    args: [...ERLANG_OPTIONS, '-noinput', '-mnesia', 'dir', `"${join(dir, 'spool')}"`, '-s', 'ejabberd'],
    cwd: dir,
    env: {
      ...process.env,
      ...program.environment,
      HOME: dir,
      EJABBERD_CONFIG_PATH: files.config,
      EJABBERD_LOG_PATH: files.log,
      ERL_CRASH_DUMP_SECONDS: '0',
    },
  });
  const stop = async (): Promise<void> => void (await child.stop('SIGTERM', STOP_MS));
  try {
    await listening(child, port);
  } catch (error) {
    await stop();
    throw error;
  }
  return { pid: child.pid, port, stop };
}

async function listening(child: Child, port: number): Promise<void> {
  let code: number | undefined;
  void child.exited.then((exit) => (code = exit));
  for (const end = Date.now() + READY_MS; Date.now() < end; await sleep(READY_POLL_MS)) {
    if (code !== undefined) throw new Error(`ejabberd exited with ${code}; its last lines:\n${child.tail()}`);
    if (await accepts(port)) return;
  }
  throw new Error(`ejabberd did not listen after ${READY_MS / 1000} s; its last lines:\n${child.tail()}`);
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port });
    const done = (accepted: boolean): void => {
      socket.destroy();
      resolve(accepted);
    };
    socket.once('connect', () => done(true)).once('error', () => done(false));
  });
}
