// A PostgreSQL that does not wait for the disk: what an operator gets who believes a tuning guide.
import { join } from 'node:path';
import { LineSource, spawnChild, untilLine } from '../../../../scripts/servers/child-process.ts';
import { startPostgres } from '../../../../scripts/servers/postgres.ts';
import { postgresBinaries } from '../../../../scripts/servers/postgres-binaries.ts';
import { postgresUser } from '../../../../scripts/servers/postgres-user.ts';

const READY_MS = 20_000;
const STOP_MS = 10_000;

/** `dir` gets a data directory of its own. */
export async function startForgetfulPostgres(dir: string): Promise<{ readonly url: string; close(): Promise<void> }> {
  const dataDir = join(dir, 'forgetful');
  const made = await startPostgres({ dataDir });
  await made.stop();
  const { postgres } = postgresBinaries();
  const lines = new LineSource();
  const settings = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', 'fsync=off'].flatMap((setting) => ['-c', setting]);
  const child = await spawnChild({
    name: 'PostgreSQL without fsync',
    command: postgres,
    args: ['-D', dataDir, '-p', String(made.port), ...settings],
    cwd: '/',
    env: { ...process.env, LC_ALL: 'C.UTF-8' },
    runAs: postgresUser(dataDir, postgres),
    deathSignal: 'SIGINT',
    onLine: lines.push,
  });
  await untilLine(child, lines, (line) => line.includes('ready to accept connections') || undefined, READY_MS);
  return { url: made.url(), close: async () => void (await child.stop('SIGINT', STOP_MS)) };
}
