// The access tier's composition root: holds client sessions, knows connections and not meaning (docs/message-path.md, hops 3, 4 and 8).
import process from 'node:process';
import { createVerifier } from '@godwit/shared/auth/jwt';
import { readPublicKeys } from '@godwit/shared/auth/public-keys';
import { connectBus } from '@godwit/shared/bus/bus';
import { systemClock } from '@godwit/shared/clock';
import { ConfigError, describeConfig, readConfig } from '@godwit/shared/config/read-config';
import { probe, serveInternal } from '@godwit/shared/internal-http';
import { createLogger, type Logger } from '@godwit/shared/log';
import { createMetrics } from '@godwit/shared/metrics';
import { connectRedis } from '@godwit/shared/redis/connect';
import { type RunningService, runService } from '@godwit/shared/service';
import { assemble } from './assemble.js';
import { type AccessConfig, accessConfig } from './config.js';
import { drain } from './drain.js';
import { CertificateKeeper } from './listen/certificate-keeper.js';
import { listen, type Listeners } from './listen/listeners.js';
import { every, startSweep } from './session/sweep.js';

const CERTIFICATE_LOOK_MS = 1_000;

const config = readConfigOrExit();
const log = createLogger({ name: config.NODE_NAME, level: config.LOG_LEVEL });
log.info({ config: describeConfig(accessConfig, config) }, 'starting');
runService({ name: config.NODE_NAME, log, start: (signal) => start(config, log, signal) });

function readConfigOrExit(): AccessConfig {
  try {
    return readConfig('access', accessConfig);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  }
}

async function start(config: AccessConfig, log: Logger, signal: AbortSignal): Promise<RunningService> {
  const clock = systemClock;
  const startedAt = clock.now();
  const node = `${config.NODE_NAME}-${String(startedAt)}`;
  const metrics = createMetrics('access');
  const verifyToken = createVerifier({ publicKeysPem: readPublicKeys(config.KEYS_DIR), clock });
  const certificates = await CertificateKeeper.open({ dir: config.CERT_DIR, clock, log, overlapMs: config.CERT_OVERLAP_MS });
  const redis = connectRedis(config.REDIS_URL, { name: config.NODE_NAME, log });
  const bus = await Promise.race([
    connectBus({ servers: config.NATS_URL, name: config.NODE_NAME, log, metrics, clock }),
    rejectOnAbort(signal),
  ]);
  const access = assemble({
    config,
    node,
    bus,
    redis,
    clock,
    log,
    metrics,
    verifyToken,
    entry: (sessions) => ({
      node,
      name: config.NODE_NAME,
      host: config.ACCESS_PUBLIC_HOST,
      quicPort: listeners.quicPort,
      websocketPort: listeners.websocketPort,
      websocketUrl: config.ACCESS_PUBLIC_WEBSOCKET_URL,
      certificateHashes: [...certificates.hashes],
      sessions,
      startedAt,
    }),
  });
  const listeners: Listeners = await listen({
    engine: config.ACCESS_ENGINE,
    host: config.ACCESS_HOST,
    port: config.ACCESS_PORT,
    handshakeMs: config.HANDSHAKE_MS,
    idleMs: config.DEAD_AFTER_MS,
    allowedOrigins: config.ALLOWED_ORIGINS,
    certificates,
    log,
    admit: access.gate.admit,
    onSession: access.onSession,
    onDied: (error) => {
      log.fatal({ err: error }, 'a listener ended');
      process.exit(1);
    },
  });
  const stopSweep = startSweep({
    clock,
    registry: access.registry,
    everyMs: config.SWEEP_MS,
    blockedMs: config.LOOP_BLOCKED_MS,
    onBlocked: (ms) => {
      log.error({ ms, sessions: access.registry.size }, 'the process stood still: closing its sessions');
    },
    chores: [...access.chores, every(CERTIFICATE_LOOK_MS, listeners.renew)],
  });
  const internal = await serveInternal({
    host: config.INTERNAL_HOST,
    port: config.INTERNAL_PORT,
    metrics,
    readiness: async () => ({ nats: await probe(() => bus.ping()), redis: await probe(() => redis.ping()) }),
  });
  return {
    ready: {
      node,
      ports: { quic: listeners.quicPort, websocket: listeners.websocketPort, internal: internal.port },
      udpBufferBytes: listeners.udpBufferBytes,
    },
    async drain() {
      await drain({ ...access, node, transports: listeners.transports, redis, clock, log });
      stopSweep();
      access.unsubscribe();
      await Promise.all([bus.close(), internal.close()]);
      redis.disconnect();
    },
  };
}

const rejectOnAbort = (signal: AbortSignal): Promise<never> =>
  new Promise((_resolve, reject) => {
    signal.addEventListener('abort', () => {
      reject(new Error('told to stop while waiting for NATS'));
    });
  });
