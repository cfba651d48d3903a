// A whole Godwit for one test: own database, Redis, NATS with the real accounts, keys and built tiers on free ports,
// in a temporary directory. close() stops everything and removes the directory.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureKeys } from '../keys.ts';
import type { NatsServer } from '../servers/nats.ts';
import type { PostgresServer } from '../servers/postgres.ts';
import type { RedisServer } from '../servers/redis.ts';
import type { Stack } from '../tier-environment.ts';
import type { Tier, TierName } from '../tiers.ts';
import type { AccessProxies } from './access-proxies.ts';
import { buildOnce } from './build-once.ts';
import type { Defer } from './restartable.ts';
import { type ServerProxies, startServerProxies, through } from './server-proxies.ts';
import type { TierExit } from './tier-watch.ts';
import { type RestartPostgres, startWorldServers, type WorldServers } from './world-servers.ts';
import { type RestartTier, WorldTiers } from './world-tiers.ts';

export interface WorldOptions {
  readonly access?: number;
  readonly logic?: number;
  readonly web?: number;
  /** Added to the environment of every process of a tier. */
  readonly env?: Partial<Record<TierName, Readonly<Record<string, string>>>>;
  /** `own` = a PostgreSQL that the test may kill; default: a database in the shared one, where there is one. */
  readonly postgres?: 'shared' | 'own';
  /** A small disk for a PostgreSQL, which is then an own one; throws where whyNoTmpfs() says why. */
  readonly postgresTmpfsMb?: number;
  readonly staticDir?: string;
  /** A copy of the built tree to run the tiers from. */
  readonly root?: string | undefined;
  /** Where to put fault proxies: between the tiers and a server, or between the clients and every access process. */
  readonly proxied?: readonly ('postgres' | 'redis' | 'nats' | 'udp' | 'websocket')[];
  /** Of the chances in the UDP proxies. */
  readonly seed?: number;
  /** Every line of every tier, for a test that looks at logs or to see why one failed. */
  readonly log?: (tier: string, line: string) => void;
}

export interface World extends WorldServers {
  readonly dir: string;
  readonly stack: Stack;
  /** In the order of their starts; what is restarted takes its old place. */
  readonly access: readonly Tier[];
  readonly logic: readonly Tier[];
  readonly web: readonly Tier[];
  /** http://127.0.0.1:port of the first web process; '' without one. */
  readonly webUrl: string;
  readonly proxies: ServerProxies;
  /** One per access process. */
  readonly accessProxies: readonly AccessProxies[];
  /** One more process; `env` overrides, e.g. ACCESS_PORT to take the place of one that was killed. */
  start(tier: TierName, env?: Readonly<Record<string, string>>): Promise<Tier>;
  /** Ends a process, unless it is dead, and starts it again under its name and ports. */
  restart(tier: Tier, options?: RestartTier): Promise<Tier>;
  /** Processes of tiers that ended although nobody stopped or killed them through their Tier. */
  exits(): readonly TierExit[];
  /** Lines of tiers that tell of a failure which nobody caught. */
  unhandled(): readonly string[];
  close(): Promise<void>;
}

export async function startWorld(options: WorldOptions = {}): Promise<World> {
  const dir = mkdtempSync(join(tmpdir(), 'godwit-world-'));
  const cleanups: (() => Promise<unknown>)[] = [async () => rmSync(dir, { recursive: true, force: true })];
  const close = async (): Promise<void> => {
    for (let cleanup = cleanups.pop(); cleanup !== undefined; cleanup = cleanups.pop()) await cleanup();
  };
  try {
    return await assemble(options, dir, (cleanup) => cleanups.push(cleanup), close);
  } catch (error) {
    await close();
    throw error;
  }
}

async function assemble(options: WorldOptions, dir: string, defer: Defer, close: World['close']): Promise<World> {
  await buildOnce();
  const servers = await startWorldServers({ dir, postgres: options.postgres ?? 'shared', postgresTmpfsMb: options.postgresTmpfsMb, defer });
  const proxied = options.proxied ?? [];
  const proxies = await startServerProxies(proxied, {
    postgres: servers.databaseUrl,
    redis: servers.redis().url,
    nats: servers.nats().url,
  });
  defer(() => Promise.all(Object.values(proxies).map((proxy) => proxy.close())));
  const stack: Stack = {
    databaseUrl: through(proxies.postgres, servers.databaseUrl),
    redisUrl: through(proxies.redis, servers.redis().url),
    natsUrl: (user) => through(proxies.nats, servers.nats().urlFor(user)),
    keys: ensureKeys(join(dir, 'keys')),
    certificateDir: join(dir, 'certificate'),
    fileDir: join(dir, 'files'),
    staticDir: options.staticDir ?? '',
  };
  const { root, env = {}, seed = 1, log = () => undefined } = options;
  const tiers = new WorldTiers({ stack, root, proxied, seed, env, log }, defer);
  defer(async () => {
    // so that the tiers can drain
    servers.wake();
    for (const proxy of Object.values(proxies)) proxy.clear();
  });
  await Promise.all((['access', 'logic', 'web'] as const).map((name) => tiers.startMany(name, options[name] ?? 0)));
  return world(dir, stack, servers, proxies, tiers, close);
}

/** Members that change over restarts are getters, so nothing may be copied by spreading. */
function world(dir: string, stack: Stack, servers: WorldServers, proxies: ServerProxies, tiers: WorldTiers, close: World['close']): World {
  const [firstWeb] = tiers.tiers.web;
  return {
    dir,
    stack,
    proxies,
    databaseUrl: servers.databaseUrl,
    postgresDisk: servers.postgresDisk,
    get postgres(): PostgresServer | undefined {
      return servers.postgres;
    },
    redis: (): RedisServer => servers.redis(),
    nats: (): NatsServer => servers.nats(),
    restartPostgres: (restart?: RestartPostgres) => servers.restartPostgres(restart),
    restartRedis: servers.restartRedis,
    restartNats: servers.restartNats,
    wake: servers.wake,
    access: tiers.tiers.access,
    logic: tiers.tiers.logic,
    web: tiers.tiers.web,
    webUrl: firstWeb === undefined ? '' : `http://127.0.0.1:${firstWeb.ports['http']}`,
    get accessProxies() {
      return tiers.accessProxies;
    },
    start: tiers.start,
    restart: tiers.restart,
    exits: () => tiers.watch.exits,
    unhandled: () => tiers.watch.unhandled,
    close,
  };
}
