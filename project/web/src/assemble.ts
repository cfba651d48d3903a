// Puts the parts of the web tier together; what starts here stops in close().
import type { Redis } from 'ioredis';
import { announceNode } from '@godwit/shared/announce-node';
import { createSigner, createVerifier } from '@godwit/shared/auth/jwt';
import type { Bus } from '@godwit/shared/bus/bus';
import type { Clock } from '@godwit/shared/clock';
import { probe, type Readiness } from '@godwit/shared/internal-http';
import type { Logger } from '@godwit/shared/log';
import type { Metrics } from '@godwit/shared/metrics';
import { connectRedis } from '@godwit/shared/redis/connect';
import { AccessNodes } from './access-nodes.js';
import { createLogicClient } from './logic/logic-client.js';
import { Admins } from './auth/admins.js';
import { createPasswords } from './auth/passwords.js';
import { createRefreshTokens } from './auth/refresh-token.js';
import { createSignInLimit } from './auth/sign-in-limit.js';
import { Breaker } from './breaker.js';
import type { WebConfig } from './config.js';
import { DependencyError } from './dependency-error.js';
import { createFiles, registerFileSizes } from './files/create-files.js';
import { startCleanUp } from './files/clean-up.js';
import { createFriendEvents } from './events/friend-events.js';
import { createProfileEvents } from './events/profile-events.js';
import { Revocations } from './events/revocations.js';
import { WorkerIds } from './ids.js';
import { createContactLimit } from './limits/contact-limit.js';
import { requestTotal } from './http/observe.js';
import { createRateLimits } from './limits/rate-limits.js';
import type { Services } from './services.js';
import type { SigningKeys } from './signing-keys.js';
import { connectDatabase } from './store/database.js';
import { TierNodes } from './tier-nodes.js';

/** A readiness answer is used again for this long, so that asking for it costs the dependencies nothing. */
const READINESS_FRESH_MS = 500;

export interface AssembleOptions {
  config: WebConfig;
  keys: SigningKeys;
  bus: Bus;
  clock: Clock;
  log: Logger;
  metrics: Metrics;
}

export interface Assembled {
  services: Services;
  readiness: () => Promise<Readiness>;
  /** Under way from the beginning. */
  cleanUp: { stop(): Promise<void> };
  close(): Promise<void>;
}

export function assemble(options: AssembleOptions): Assembled {
  const { config, keys, bus, clock, log, metrics } = options;
  const db = connectDatabase({ url: config.DATABASE_URL, clock, log });
  const registry = connectRedis(config.REDIS_URL, { name: `${config.NODE_NAME}-registry`, log });
  const limiter = connectRedis(config.REDIS_URL, { name: `${config.NODE_NAME}-limits`, log });
  const limiterBreaker = new Breaker({ dependency: 'redis (limits)', clock, log, isFailure: (error) => error instanceof Error });
  const logicBreaker = new Breaker({ dependency: 'logic', clock, log, isFailure: (error) => error instanceof DependencyError });
  const ids = new WorkerIds({ redis: registry, clock, log });
  const passwords = createPasswords({ workers: config.BCRYPT_WORKERS, metrics });
  const files = createFiles({ config, keys, clock });
  registerFileSizes(metrics, files);
  const cleanUp = startCleanUp({ db, storage: files.storage, clock, log });
  const revocations = new Revocations({ bus, clock, log });
  const announced = announceNode({ redis: registry, clock, tier: 'web', node: config.NODE_NAME, count: () => requestTotal(metrics) });
  const services: Services = {
    db,
    ids,
    passwords,
    signInLimit: createSignInLimit({ redis: limiter, breaker: limiterBreaker }),
    rateLimits: createRateLimits({ redis: limiter, breaker: limiterBreaker, factor: config.RATE_LIMIT_FACTOR }),
    contactLimit: createContactLimit({ redis: limiter, breaker: limiterBreaker }),
    refreshTokens: createRefreshTokens([keys.privateKeyPem, ...keys.otherPrivateKeysPem]),
    refreshTtlMs: config.REFRESH_TOKEN_TTL_MS,
    loginPolicy: config.LOGIN_POLICY,
    signAccess: createSigner({ privateKeyPem: keys.privateKeyPem, ttlMs: config.ACCESS_TOKEN_TTL_MS, clock }),
    verifyAccess: createVerifier({ publicKeysPem: keys.publicKeysPem, clock }),
    admins: new Admins(db),
    logic: createLogicClient({ bus, breaker: logicBreaker, timeoutMs: config.LOGIC_TIMEOUT_MS }),
    friendEvents: createFriendEvents({ bus, clock, log }),
    profileEvents: createProfileEvents({ bus, log }),
    revocations,
    accessNodes: new AccessNodes({ redis: registry, clock }),
    tierNodes: new TierNodes(registry),
    clock,
    files,
  };
  return {
    services,
    readiness: fresh(clock, () => probeAll({ postgres: () => db.query('SELECT 1'), redis: () => ping(registry), nats: () => bus.ping() })),
    cleanUp,
    close: async () => {
      revocations.close();
      await cleanUp.stop();
      await announced.stop();
      await Promise.all([ids.close(), passwords.close(), db.close()]);
      registry.disconnect();
      limiter.disconnect();
    },
  };
}

const ping = (redis: Redis): Promise<string> => redis.ping();

async function probeAll(checks: Record<string, () => Promise<unknown>>): Promise<Readiness> {
  const states = await Promise.all(Object.entries(checks).map(async ([name, check]) => [name, await probe(check)] as const));
  return Object.fromEntries(states);
}

function fresh(clock: Clock, read: () => Promise<Readiness>): () => Promise<Readiness> {
  let last: { at: number; readiness: Promise<Readiness> } | undefined;
  return () => {
    if (last === undefined || clock.monotonic() - last.at > READINESS_FRESH_MS) last = { at: clock.monotonic(), readiness: read() };
    return last.readiness;
  };
}
