import { connect, type NatsConnection } from 'nats';
import { systemClock } from '../clock.js';
import type { BusOptions } from './bus.js';
import { parseServers } from './servers.js';

const STILL_WAITING_MS = 5_000;

/** The settings that keep nats.js alive through any outage; its defaults give up after about 20 s. */
export async function openConnection({ servers, name, log, clock = systemClock }: BusOptions): Promise<NatsConnection> {
  const { tls, ...addresses } = parseServers(servers);
  let cancel = (): void => undefined;
  const nag = (): void => {
    cancel = clock.setTimeout(() => {
      log.warn({ servers: addresses.servers }, 'NATS does not answer yet; waiting for it (setting NATS_URL)');
      nag();
    }, STILL_WAITING_MS);
  };
  nag();
  try {
    return await connect({
      ...addresses,
      ...(tls === undefined ? {} : { tls: {} }),
      name,
      maxReconnectAttempts: -1,
      waitOnFirstConnect: true,
      ignoreAuthErrorAbort: true,
      reconnectTimeWait: 300,
      reconnectJitter: 700,
      timeout: 2_000,
      pingInterval: 3_000,
      maxPingOut: 2,
      // DNS servers do not know /etc/hosts; the socket's own lookup does
      resolve: false,
      noAsyncTraces: true,
    });
  } finally {
    cancel();
  }
}
