// Puts the parts of the web tier together; what starts here stops in close().
import type { Redis } from 'ioredis';
import { createSigner, createVerifier } from '@godwit/shared/auth/jwt';
import type { Bus } from '@godwit/shared/bus/bus';
import type { Clock } from '@godwit/shared/clock';
import { probe, type Readiness } from '@godwit/shared/internal-http';
import type { Logger } from '@godwit/shared/log';
import type { Metrics } from '@godwit/shared/metrics';
import { connectRedis } from '@godwit/shared/redis/connect';
import { AccessNodes } from './access-nodes.js';
import { createLogicClient } from './logic/logic-client.js';
import { createPasswords } from './auth/passwords.js';
import { createRefreshTokens } from './auth/refresh-token.js';
import { createSignInLimit } from './auth/sign-in-limit.js';
import { Breaker } from './breaker.js';
import type { WebConfig } from './config.js';
import { DependencyError } from './dependency-error.js';
import { createFriendEvents } from './events/friend-events.js';
import { Revocations } from './events/revocations.js';
import { WorkerIds } from './ids.js';
import { createRateLimits } from './limits/rate-limits.js';
import type { Services } from './services.js';
import type { SigningKeys } from './signing-keys.js';
import { connectDatabase } from './store/database.js';

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
  const revocations = new Revocations({ bus, clock, log });
  const services: Services = {
    db,
    ids,
    passwords,
    signInLimit: createSignInLimit({ redis: limiter, breaker: limiterBreaker }),
    rateLimits: createRateLimits({ redis: limiter, breaker: limiterBreaker, factor: config.RATE_LIMIT_FACTOR }),
    refreshTokens: createRefreshTokens(keys.privateKeyPem),
    refreshTtlMs: config.REFRESH_TOKEN_TTL_MS,
    loginPolicy: config.LOGIN_POLICY,
    signAccess: createSigner({ privateKeyPem: keys.privateKeyPem, ttlMs: config.ACCESS_TOKEN_TTL_MS, clock }),
    verifyAccess: createVerifier({ publicKeysPem: [keys.publicKeyPem], clock }),
    logic: createLogicClient({ bus, breaker: logicBreaker, timeoutMs: config.LOGIC_TIMEOUT_MS }),
    friendEvents: createFriendEvents({ bus, clock, log }),
    revocations,
    accessNodes: new AccessNodes({ redis: registry, clock }),
  };
  return {
    services,
    readiness: fresh(clock, () => probeAll({ postgres: () => db.query('SELECT 1'), redis: () => ping(registry), nats: () => bus.ping() })),
    close: async () => {
      revocations.close();
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
