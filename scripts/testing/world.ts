// A whole Godwit for one test: own database, Redis, NATS with the real accounts, keys and built tiers on free ports,
// in a temporary directory. close() stops everything and removes the directory.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureKeys } from '../keys.ts';
import { migrate } from '../migrate.ts';
import { type NatsServer, startNats } from '../servers/nats.ts';
import { type PostgresServer, startPostgres } from '../servers/postgres.ts';
import { type RedisServer, startRedis } from '../servers/redis.ts';
import { type Stack, tierEnvironment } from '../tier-environment.ts';
import { startTier, type Tier, type TierName } from '../tiers.ts';
import { buildOnce } from './build-once.ts';
import { CLUSTER_VARIABLE, createTestDatabase, type TestDatabase } from './database.ts';

export interface WorldOptions {
  readonly access?: number;
  readonly logic?: number;
  readonly web?: number;
  /** Added to the environment of every process of a tier. */
  readonly env?: Partial<Record<TierName, Readonly<Record<string, string>>>>;
  /** `own` = a PostgreSQL that the test may kill; default: a database in the shared one, where there is one. */
  readonly postgres?: 'shared' | 'own';
  readonly staticDir?: string;
  /** Every line of every tier, for a test that looks at logs or to see why one failed. */
  readonly log?: (tier: string, line: string) => void;
}

export interface World {
  readonly dir: string;
  readonly databaseUrl: string;
  /** Only with `postgres: 'own'`. */
  readonly postgres: PostgresServer | undefined;
  readonly stack: Stack;
  readonly access: readonly Tier[];
  readonly logic: readonly Tier[];
  readonly web: readonly Tier[];
  /** http://127.0.0.1:port of the first web process; '' without one. */
  readonly webUrl: string;
  redis(): RedisServer;
  nats(): NatsServer;
  /** Stops (unless it is dead) and starts again on the same port. */
  restartRedis(downMs?: number): Promise<void>;
  restartNats(downMs?: number): Promise<void>;
  /** One more process; `env` overrides, e.g. ACCESS_PORT to take the place of one that was killed. */
  start(tier: TierName, env?: Readonly<Record<string, string>>): Promise<Tier>;
  close(): Promise<void>;
}

interface Database {
  readonly url: string;
  readonly server: PostgresServer | undefined;
  close(): Promise<void>;
}

export async function startWorld(options: WorldOptions = {}): Promise<World> {
  const dir = mkdtempSync(join(tmpdir(), 'godwit-world-'));
  const cleanups: (() => Promise<unknown>)[] = [async () => rmSync(dir, { recursive: true, force: true })];
  const close = async (): Promise<void> => {
    for (let cleanup = cleanups.pop(); cleanup !== undefined; cleanup = cleanups.pop()) await cleanup();
  };
  try {
    return await assemble(options, dir, cleanups, close);
  } catch (error) {
    await close();
    throw error;
  }
}

async function assemble(
  options: WorldOptions,
  dir: string,
  cleanups: (() => Promise<unknown>)[],
  close: () => Promise<void>,
): Promise<World> {
  const [, database, firstRedis, firstNats] = await Promise.all([
    buildOnce(),
    openDatabase(options.postgres ?? 'shared', dir),
    startRedis({ dataDir: join(dir, 'redis') }),
    startNats({ dataDir: join(dir, 'nats'), passwords: NATS_PASSWORDS }),
  ]);
  const servers = { redis: firstRedis, nats: firstNats };
  cleanups.push(database.close, () => Promise.all([servers.redis.stop(), servers.nats.stop()]));
  const stack: Stack = {
    databaseUrl: database.url,
    redisUrl: firstRedis.url,
    natsUrl: firstNats.urlFor,
    keys: ensureKeys(join(dir, 'keys')),
    certificateDir: join(dir, 'certificate'),
    staticDir: options.staticDir ?? '',
  };
  const counts: Record<TierName, number> = { access: 0, logic: 0, web: 0 };
  const start: World['start'] = async (name, env = {}) => {
    const nodeName = `${name}-${++counts[name]}`;
    const tier = await startTier(name, {
      env: { ...tierEnvironment(name, nodeName, stack), ...FREE_PORTS, ...options.env?.[name], ...env },
      log: (line) => options.log?.(nodeName, line),
    });
    cleanups.push(() => tier.stop());
    return tier;
  };
  const many = (name: TierName, count: number): Promise<Tier[]> => Promise.all(Array.from({ length: count }, () => start(name)));
  const [access, logic, web] = await Promise.all([
    many('access', options.access ?? 0),
    many('logic', options.logic ?? 0),
    many('web', options.web ?? 0),
  ]);
  return {
    dir,
    databaseUrl: database.url,
    postgres: database.server,
    stack,
    access,
    logic,
    web,
    webUrl: web[0] === undefined ? '' : `http://127.0.0.1:${web[0].ports['http']}`,
    redis: () => servers.redis,
    nats: () => servers.nats,
    async restartRedis(downMs = 0) {
      await servers.redis.stop();
      await down(downMs);
      servers.redis = await startRedis({ dataDir: join(dir, 'redis'), port: firstRedis.port });
    },
    async restartNats(downMs = 0) {
      await servers.nats.stop();
      await down(downMs);
      servers.nats = await startNats({ dataDir: join(dir, 'nats'), port: firstNats.port, passwords: NATS_PASSWORDS });
    },
    start,
    close,
  };
}

const NATS_PASSWORDS = { access: 'access-test', logic: 'logic-test', web: 'web-test' };
const FREE_PORTS = { ACCESS_HOST: '127.0.0.1', ACCESS_PORT: '0', WEB_HOST: '127.0.0.1', WEB_PORT: '0' };

const down = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

async function openDatabase(kind: 'shared' | 'own', dir: string): Promise<Database> {
  if (kind === 'shared' && process.env[CLUSTER_VARIABLE] !== undefined) {
    const database: TestDatabase = await createTestDatabase();
    return { url: database.url, server: undefined, close: database.drop };
  }
  const server = await startPostgres({ dataDir: join(dir, 'postgres') });
  await migrate(server.url());
  return { url: server.url(), server, close: server.stop };
}
