// The servers that no setting names: PostgreSQL from npm, Redis and NATS from the system, each kept running on its first port.
import type { NatsUser } from '../servers/nats.ts';
import { startNats } from '../servers/nats.ts';
import { startPostgres } from '../servers/postgres.ts';
import { startRedis } from '../servers/redis.ts';
import { checkPostgresData, type DataDirectory, recovery } from './data-directory.ts';
import { ensureDatabase } from './ensure-database.ts';
import { requirePrograms, type SystemProgram } from './install-programs.ts';
import type { Supervisor } from './supervisor.ts';
import type { Secrets } from './secrets.ts';
import type { Settings } from './settings.ts';
import { StartError } from './start-error.ts';

export interface ServerUrls {
  readonly databaseUrl: string;
  readonly redisUrl: string;
  natsUrl(user: NatsUser): string;
}

const REDIS: SystemProgram = { commands: ['redis-server'], debianPackage: 'redis-server' };
const NATS: SystemProgram = { commands: ['nats-server'], debianPackage: 'nats-server' };

export async function startOwnServers(
  settings: Settings,
  data: DataDirectory,
  secrets: Secrets,
  supervisor: Supervisor,
): Promise<ServerUrls> {
  const programs = [...(settings.redisUrl === '' ? [REDIS] : []), ...(settings.natsUrl === '' ? [NATS] : [])];
  requirePrograms(programs, 'name servers that run already with REDIS_URL and NATS_URL', supervisor.say);
  const [databaseUrl, redisUrl, natsUrl] = await Promise.all([
    settings.databaseUrl || ownPostgres(data, secrets, supervisor),
    settings.redisUrl || ownRedis(data, secrets, supervisor),
    settings.natsUrl === '' ? ownNats(data, secrets, supervisor) : () => settings.natsUrl,
  ]);
  return { databaseUrl, redisUrl, natsUrl };
}

async function ownPostgres(data: DataDirectory, secrets: Secrets, supervisor: Supervisor): Promise<string> {
  checkPostgresData(data.postgres, secrets.postgresPasswordFile);
  const log = supervisor.logFile('postgres');
  const start = onOnePort((port) =>
    startPostgres({ dataDir: data.postgres, passwordFile: secrets.postgresPasswordFile, log: log.write, ...port }),
  );
  const server = await supervisor
    .keep('servers', 'postgres', start, (running) => running.url())
    .catch((error: unknown) => {
      throw new StartError(`PostgreSQL did not come up: ${text(error)}\n${recovery(data.postgres)}. The whole log: ${log.path}`);
    });
  return ensureDatabase(server.url(), secrets.databasePassword);
}

async function ownRedis(data: DataDirectory, { redisPassword }: Secrets, supervisor: Supervisor): Promise<string> {
  const log = supervisor.logFile('redis').write;
  const start = onOnePort((port) => startRedis({ dataDir: data.redis, password: redisPassword, log, ...port }));
  const server = await supervisor.keep('servers', 'redis', start, (running) => running.url);
  return server.url;
}

async function ownNats(data: DataDirectory, { natsPasswords }: Secrets, supervisor: Supervisor): Promise<ServerUrls['natsUrl']> {
  const log = supervisor.logFile('nats').write;
  const start = onOnePort((port) => startNats({ dataDir: data.nats, passwords: natsPasswords, log, ...port }));
  const server = await supervisor.keep('servers', 'nats', start, (running) => running.url);
  return server.urlFor;
}

/** A free port the first time and the same one afterwards: the tiers know the first address only. */
function onOnePort<T extends { port: number }>(start: (options: { port?: number }) => Promise<T>): () => Promise<T> {
  let known: { port?: number } = {};
  return async () => {
    const server = await start(known);
    known = { port: server.port };
    return server;
  };
}

const text = (error: unknown): string => (error instanceof Error ? error.message : String(error));
