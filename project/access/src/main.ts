// The access tier's composition root: holds client sessions, knows connections and not meaning (docs/message-path.md, hops 3, 4 and 8).
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import type { AccessNodeEntry } from '@godwit/shared/access-node';
import { createVerifier } from '@godwit/shared/auth/jwt';
import { type Bus, connectBus } from '@godwit/shared/bus/bus';
import { systemClock } from '@godwit/shared/clock';
import { ConfigError, describeConfig, readConfig } from '@godwit/shared/config/read-config';
import { guard } from '@godwit/shared/guard';
import { probe, serveInternal } from '@godwit/shared/internal-http';
import { createLogger, type Logger } from '@godwit/shared/log';
import { createMetrics } from '@godwit/shared/metrics';
import { connectRedis } from '@godwit/shared/redis/connect';
import { type RunningService, runService } from '@godwit/shared/service';
import { type AccessConfig, accessConfig } from './config.js';
import { drain } from './drain.js';
import { Forwarder } from './inbound/forward.js';
import { TokenBucket } from './inbound/rate-limit.js';
import { SendRates } from './inbound/send-rates.js';
import { CertificateKeeper } from './listen/certificate-keeper.js';
import { listen } from './listen/listeners.js';
import { Locations } from './location/locations.js';
import { accessCounters, accessGauges } from './metrics.js';
import { Deliverer } from './outbound/deliver.js';
import { FlushTurn } from './outbound/flush-turn.js';
import { subscribeNode } from './outbound/node-subscription.js';
import { Publishers } from './outbound/publishers.js';
import { SyncHints } from './outbound/sync-hints.js';
import { Admission } from './session/admission.js';
import { enter } from './session/enter.js';
import { Gate } from './session/gate.js';
import { greeting } from './session/greeting.js';
import { Registry } from './session/registry.js';
import { runSession } from './session/run-session.js';
import { Session, type SessionContext } from './session/session.js';
import { every, startSweep } from './session/sweep.js';
import type { TransportSession } from './transport.js';

const SEND_RATES_SWEEP_MS = 60_000;
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
    console.error(error.message);
    process.exit(1);
  }
}

async function start(config: AccessConfig, log: Logger, signal: AbortSignal): Promise<RunningService> {
  const clock = systemClock;
  const startedAt = clock.now();
  const node = `${config.NODE_NAME}-${String(startedAt)}`;
  const metrics = createMetrics('access');
  const verifyToken = createVerifier({ publicKeysPem: [readPublicKey(config.KEYS_DIR)], clock });
  const certificates = await CertificateKeeper.open({ dir: config.CERT_DIR, clock, log, overlapMs: config.CERT_OVERLAP_MS });
  const redis = connectRedis(config.REDIS_URL, { name: config.NODE_NAME, log });
  const bus = await Promise.race([connectBus({ servers: config.NATS_URL, name: config.NODE_NAME, log, metrics, clock }), rejectOnAbort(signal)]);

  const registry = new Registry();
  const hints = new SyncHints(registry, log);
  const counters = accessCounters(metrics);
  const forwarder = new Forwarder({ bus, clock, node, upstreamTtlMs: config.UPSTREAM_TTL_MS });
  const publishers = new Publishers(config.PUBLISHER_SILENT_MS);
  const sendRates = new SendRates({ perSecond: config.SENDS_PER_SECOND, burst: config.SEND_BURST });
  const totals = { frames: 0, bytes: 0 };
  const onUnknown = (reason: string): void => {
    hints.request(reason, clock.monotonic());
  };
  const locations = new Locations({ redis, bus, clock, log, node, leaseMs: config.LOCATION_LEASE_MS, entry: () => entry(), onUnknown });
  const admissions = new TokenBucket({ perSecond: config.HANDSHAKES_PER_SECOND, burst: config.HANDSHAKE_BURST }, clock.monotonic());
  const admission = new Admission({ bus, clock, random: Math.random, verifyToken, admissions });
  const gate = new Gate({
    clock,
    registry,
    handshakesPerSecond: config.HANDSHAKES_PER_SECOND,
    handshakeBurst: config.HANDSHAKE_BURST,
    sessionsPerAddress: config.SESSIONS_PER_ADDRESS,
  });
  const greetings = { node, heartbeatMs: config.HEARTBEAT_MS, deadAfterMs: config.DEAD_AFTER_MS, now: clock.now };
  const context: SessionContext = {
    clock,
    timings: timings(config),
    frameRate: { perSecond: config.FRAMES_PER_SECOND, burst: config.FRAME_BURST },
    sendRates,
    forwarder,
    turn: new FlushTurn(),
    totals,
    enter: (session, hello) => enter(session, hello, { admission, locations, registry, clock }),
    greeting: (identity, userVersion) => greeting(identity, userVersion, greetings),
    onEnd: (code) => {
      counters.closes.inc({ code });
    },
  };
  accessGauges(metrics, { registry, forwarder, totals, locations, gate });

  const listeners = await listen({
    engine: config.ACCESS_ENGINE,
    host: config.ACCESS_HOST,
    port: config.ACCESS_PORT,
    handshakeMs: config.HANDSHAKE_MS,
    idleMs: config.DEAD_AFTER_MS,
    allowedOrigins: config.ALLOWED_ORIGINS,
    certificates,
    log,
    admit: gate.admit,
    onSession,
    onDied: (error) => {
      log.fatal({ err: error }, 'a listener ended');
      process.exit(1);
    },
  });
  const deliverer = new Deliverer({
    node,
    registry,
    publishers,
    hints,
    bus,
    clock,
    onDropped: (why) => {
      counters.dropped.inc({ why });
    },
  });
  const unsubscribe = subscribeNode(bus, node, deliverer.handle);
  bus.onStatus((up) => {
    if (up) onUnknown('the bus was down');
  });
  const stopSweep = startSweep({
    clock,
    registry,
    everyMs: config.SWEEP_MS,
    blockedMs: config.LOOP_BLOCKED_MS,
    onBlocked: (ms) => {
      log.error({ ms, sessions: registry.size }, 'the process stood still: closing its sessions');
    },
    chores: [
      (now) => {
        if (publishers.sweep(now) !== undefined) onUnknown('a logic node fell silent');
        hints.tick(now);
        locations.tick(now);
      },
      every(SEND_RATES_SWEEP_MS, () => {
        sendRates.sweep();
      }),
      every(CERTIFICATE_LOOK_MS, listeners.renew),
    ],
  });
  const internal = await serveInternal({
    host: config.INTERNAL_HOST,
    port: config.INTERNAL_PORT,
    metrics,
    readiness: async () => ({ nats: await probe(() => reachable(bus)), redis: await probe(() => redis.ping()) }),
  });

  return {
    ready: { node, ports: { quic: listeners.quicPort, websocket: listeners.websocketPort, internal: internal.port } },
    async drain() {
      await drain({ node, transports: listeners.transports, registry, locations, redis, clock, log });
      stopSweep();
      unsubscribe();
      await Promise.all([bus.close(), internal.close()]);
      redis.disconnect();
    },
  };

  function onSession(transport: TransportSession): void {
    if (!gate.enter(transport.address)) {
      transport.close(0, 'too many sessions from this address');
      return;
    }
    const session = new Session(registry.nextHandle(), transport, context);
    const ran = runSession(session, { registry, clock, log, leave: (s) => locations.leave(s) });
    guard(
      ran.finally(() => {
        gate.leave(transport.address);
      }),
      (error) => {
        log.error({ err: error, handle: session.handle }, 'the end of a session failed');
      },
    );
  }

  function entry(): AccessNodeEntry {
    return {
      node,
      name: config.NODE_NAME,
      host: config.ACCESS_PUBLIC_HOST,
      quicPort: listeners.quicPort,
      websocketPort: listeners.websocketPort,
      certificateHashes: [...certificates.hashes],
      sessions: registry.size,
      startedAt,
    };
  }
}

function timings(config: AccessConfig): SessionContext['timings'] {
  return {
    helloMs: config.HELLO_MS,
    deadAfterMs: config.DEAD_AFTER_MS,
    closingMs: config.CLOSING_MS,
    frameMs: config.FRAME_MS,
    writeStallMs: config.WRITE_STALL_MS,
  };
}

function readPublicKey(dir: string): string {
  const path = join(dir, 'jwt-public.pem');
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    throw new Error(`no public key at ${path}: point KEYS_DIR at the directory that "npm start" or the operator made`, { cause });
  }
}

async function reachable(bus: Bus): Promise<void> {
  await bus.ping();
}

const rejectOnAbort = (signal: AbortSignal): Promise<never> =>
  new Promise((_resolve, reject) => {
    signal.addEventListener('abort', () => {
      reject(new Error('told to stop while waiting for NATS'));
    });
  });
