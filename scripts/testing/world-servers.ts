// PostgreSQL, Redis and NATS of one world: each can be ended by a signal and started again on its port, with its data.
import { join } from 'node:path';
import { migrate } from '../migrate.ts';
import { type NatsServer, startNats } from '../servers/nats.ts';
import { type PostgresServer, startPostgres } from '../servers/postgres.ts';
import { type RedisServer, startRedis } from '../servers/redis.ts';
import { mountTmpfs } from '../servers/tmpfs.ts';
import { CLUSTER_VARIABLE, createTestDatabase } from './database.ts';
import { type Defer, type Restartable, restartable } from './restartable.ts';

export interface RestartPostgres {
  /** SIGINT (default) = fast shutdown, SIGTERM = smart, SIGKILL = all its processes at once, with crash recovery afterwards. */
  readonly signal?: 'SIGINT' | 'SIGTERM' | 'SIGKILL';
  readonly downMs?: number;
}

export interface WorldServers {
  /** Past any proxy. */
  readonly databaseUrl: string;
  /** Only with `postgres: 'own'`; it changes with every restart. */
  readonly postgres: PostgresServer | undefined;
  /** Holds its data; with `postgresTmpfsMb` a file put here takes the space away from it. */
  readonly postgresDisk: string;
  redis(): RedisServer;
  nats(): NatsServer;
  /** Each stops (unless it is dead) and starts again on the same port. */
  restartPostgres(options?: RestartPostgres): Promise<void>;
  restartRedis(downMs?: number, signal?: 'SIGTERM' | 'SIGKILL'): Promise<void>;
  restartNats(downMs?: number, signal?: 'SIGTERM' | 'SIGKILL'): Promise<void>;
  /** Ends every pause. */
  wake(): void;
}

interface Database {
  readonly url: string;
  readonly server: Restartable<PostgresServer> | undefined;
}

const NATS_PASSWORDS = { access: 'access-test', logic: 'logic-test', web: 'web-test', hook: 'hook-test' };

export interface WorldServersOptions {
  readonly dir: string;
  readonly postgres: 'shared' | 'own';
  /** Of a disk of its own for PostgreSQL; undefined = the one of `dir`. */
  readonly postgresTmpfsMb: number | undefined;
  readonly defer: Defer;
}

export async function startWorldServers({ dir, postgres, postgresTmpfsMb, defer }: WorldServersOptions): Promise<WorldServers> {
  const shared = postgres === 'shared' && postgresTmpfsMb === undefined && process.env[CLUSTER_VARIABLE] !== undefined;
  const postgresDisk = join(dir, 'postgres-disk');
  if (postgresTmpfsMb !== undefined) {
    const disk = mountTmpfs(postgresDisk, postgresTmpfsMb);
    defer(async () => disk.unmount());
  }
  const [database, redis, nats] = await settled(
    shared ? sharedDatabase(defer) : ownDatabase(join(postgresDisk, 'data'), defer),
    restartable((port) => startRedis({ dataDir: join(dir, 'redis'), ...at(port) }), defer),
    restartable((port) => startNats({ dataDir: join(dir, 'nats'), passwords: NATS_PASSWORDS, ...at(port) }), defer),
  );
  return {
    databaseUrl: database.url,
    postgresDisk,
    get postgres() {
      return database.server?.now();
    },
    redis: redis.now,
    nats: nats.now,
    async restartPostgres({ signal = 'SIGINT', downMs = 0 } = {}) {
      if (database.server === undefined) throw new Error(`this PostgreSQL serves other tests too: startWorld({ postgres: 'own' })`);
      await database.server.restart((server) => (signal === 'SIGKILL' ? server.crash() : server.stop(signal)), downMs);
    },
    restartRedis: (downMs = 0, signal = 'SIGTERM') => redis.restart(endBy(signal), downMs),
    restartNats: (downMs = 0, signal = 'SIGTERM') => nats.restart(endBy(signal), downMs),
    wake() {
      database.server?.now().thaw();
      for (const server of [redis.now(), nats.now()]) server.kill('SIGCONT');
    },
  };
}

async function sharedDatabase(defer: Defer): Promise<Database> {
  const { url, drop } = await createTestDatabase();
  defer(drop);
  return { url, server: undefined };
}

async function ownDatabase(dataDir: string, defer: Defer): Promise<Database> {
  const server = await restartable((port) => startPostgres({ dataDir, ...at(port) }), defer);
  const url = server.now().url();
  await migrate(url);
  return { url, server };
}

const endBy =
  (signal: 'SIGTERM' | 'SIGKILL') =>
  async (server: RedisServer | NatsServer): Promise<void> => {
    server.kill(signal);
    server.kill('SIGCONT');
    await server.stop();
  };

const at = (port: number | undefined): { port?: number } => (port === undefined ? {} : { port });

/** Like Promise.all, but nothing is still starting when it rejects. */
async function settled<A, B, C>(...starting: [Promise<A>, Promise<B>, Promise<C>]): Promise<[A, B, C]> {
  await Promise.allSettled(starting);
  return Promise.all(starting);
}
