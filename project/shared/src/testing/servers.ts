// Redis and NATS for tests: real servers on loopback and free ports, started by the scripts that `npm start` uses.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface TestServer {
  readonly url: string;
  readonly port: number;
  kill(signal: NodeJS.Signals): void;
  /** Stops the server. */
  stop(): Promise<void>;
}

interface StartOptions {
  readonly dataDir: string;
  readonly port?: number;
}
type Start = (options: StartOptions) => Promise<TestServer>;

/** `port`: the one of a server that was stopped, to restart it. */
export const startTestRedis = (port?: number): Promise<TestServer> => start('redis', 'startRedis', port);
export const startTestNats = (port?: number): Promise<TestServer> => start('nats', 'startNats', port);

/** The scripts are outside this package's program, so they are loaded, not imported. */
async function start(file: string, name: string, port: number | undefined): Promise<TestServer> {
  const scripts = (await import(/* @vite-ignore */ new URL(`../../../../scripts/servers/${file}.ts`, import.meta.url).href)) as Record<
    string,
    Start
  >;
  const startServer = scripts[name];
  if (startServer === undefined) throw new Error(`scripts/servers/${file}.ts does not export ${name}`);
  const dataDir = mkdtempSync(join(tmpdir(), `godwit-test-${file}-`));
  const server = await startServer({ dataDir, ...(port === undefined ? {} : { port }) });
  return {
    url: server.url,
    port: server.port,
    kill: (signal) => {
      server.kill(signal);
    },
    stop: async () => {
      await server.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
