// The web tier's composition root: REST API, OpenAPI and the built client on one port, health and metrics on another.
import type { AddressInfo } from 'node:net';
import process from 'node:process';
import { connectBus } from '@godwit/shared/bus/bus';
import { systemClock } from '@godwit/shared/clock';
import { ConfigError, describeConfig, readConfig } from '@godwit/shared/config/read-config';
import { serveInternal } from '@godwit/shared/internal-http';
import { createLogger, type Logger } from '@godwit/shared/log';
import { createMetrics } from '@godwit/shared/metrics';
import { type RunningService, runService } from '@godwit/shared/service';
import { assemble } from './assemble.js';
import { type WebConfig, webConfig } from './config.js';
import { fileSources } from './files/create-files.js';
import { buildServer } from './server.js';
import { readSigningKeys } from './signing-keys.js';

const config = readConfigOrExit();
const log = createLogger({ name: config.NODE_NAME, level: config.LOG_LEVEL });
log.info({ config: describeConfig(webConfig, config) }, 'starting');
runService({ name: config.NODE_NAME, log, start: (signal) => start(config, log, signal) });

function readConfigOrExit(): WebConfig {
  try {
    return readConfig('web', webConfig);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  }
}

async function start(config: WebConfig, log: Logger, signal: AbortSignal): Promise<RunningService> {
  const keys = readSigningKeys(config.KEYS_DIR);
  const metrics = createMetrics('web');
  const clock = systemClock;
  const bus = await Promise.race([
    connectBus({ servers: config.NATS_URL, name: config.NODE_NAME, log, metrics, clock }),
    rejectOnAbort(signal),
  ]);
  const { services, readiness, close } = assemble({ config, keys, bus, clock, log, metrics });
  const server = await buildServer({
    services,
    readiness,
    metrics,
    log,
    staticDir: config.STATIC_DIR,
    clientConfig: config.CLIENT_CONFIG,
    fileMaxBytes: config.FILE_MAX_BYTES,
    trustedProxies: config.TRUSTED_PROXIES,
    corsOrigins: config.CORS_ORIGINS,
    connectSources: config.CSP_CONNECT_SRC,
    fileSources: fileSources(config),
  });
  const internal = await serveInternal({ host: config.INTERNAL_HOST, port: config.INTERNAL_PORT, readiness, metrics });
  await server.listen({ host: config.WEB_HOST, port: config.WEB_PORT });
  return {
    ready: { ports: { http: (server.server.address() as AddressInfo).port, internal: internal.port } },
    drain: async () => {
      await server.close();
      await Promise.all([close(), internal.close()]);
      await bus.close();
    },
  };
}

function rejectOnAbort(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    signal.addEventListener('abort', () => {
      reject(new Error('told to stop while waiting for NATS'));
    });
  });
}
