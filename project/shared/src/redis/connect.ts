// The settings of every Redis connection. Bounds: a command ends ≤ 300 ms, a connect ≤ 500 ms, nothing is queued while down.
import { Redis } from 'ioredis';
import { BACKOFF, fullJitter } from '../backoff.js';
import { deadline } from '../guard.js';
import type { Logger } from '../log.js';

const COMMAND_TIMEOUT_MS = 300;
const CONNECT_TIMEOUT_MS = 500;
/** A connection that owes an answer for this long is dead (black-holed, frozen server): reconnect. */
const SOCKET_TIMEOUT_MS = 5_000;

/** Connects in the background and for ever. A command while it is down rejects at once: the caller goes on without Redis. */
export function connectRedis(url: string, { name, log }: { name: string; log: Logger }): Redis {
  const redis = new Redis(url, {
    connectionName: name,
    enableOfflineQueue: false,
    autoResendUnfulfilledCommands: false,
    commandTimeout: COMMAND_TIMEOUT_MS,
    connectTimeout: CONNECT_TIMEOUT_MS,
    socketTimeout: SOCKET_TIMEOUT_MS,
    maxRetriesPerRequest: 1,
    disableClientInfo: true,
    retryStrategy: (times) => fullJitter(times - 1, BACKOFF.redis) + 50,
  });
  logTransitions(redis, log);
  return redis;
}

/** Resolves when commands can be sent; rejects with DeadlineError after `ms`. */
export async function waitReady(redis: Redis, ms: number): Promise<void> {
  if (redis.status === 'ready') return;
  let onReady: () => void = () => undefined;
  const ready = new Promise<void>((resolve) => {
    onReady = resolve;
    redis.once('ready', resolve);
  });
  try {
    await deadline(ready, ms, 'the connection to Redis');
  } finally {
    redis.off('ready', onReady);
  }
}

/** One line when Redis is lost and one when it is back; without an 'error' listener ioredis prints every attempt. */
function logTransitions(redis: Redis, log: Logger): void {
  let up: boolean | undefined;
  redis.on('error', (error: Error) => {
    if (up !== false) log.warn({ err: error }, 'Redis is unreachable; trying again');
    up = false;
  });
  // not 'close', which a deliberate disconnect emits too
  redis.on('reconnecting', () => {
    if (up === true) log.warn('the connection to Redis was lost; reconnecting');
    up = false;
  });
  redis.on('ready', () => {
    if (up === false) log.info('Redis is back');
    up = true;
  });
}
