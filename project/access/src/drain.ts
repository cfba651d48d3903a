// F-15: SIGTERM → no new sessions, nobody is sent here, everybody is told where to go and given time for it, then the rest is closed.
// Bound: 8 s where there are other nodes to go to, else just long enough for acks under way; the process ends ≤ 15 s.
import { type AccessNodeEntry, parseAccessNode } from '@godwit/shared/access-node';
import { guard } from '@godwit/shared/guard';
import type { Logger } from '@godwit/shared/log';
import { REDIS_KEYS } from '@godwit/shared/redis-keys';
import type { Clock } from '@godwit/shared/clock';
import type { Redis } from 'ioredis';
import type { Locations } from './location/locations.js';
import type { Registry } from './session/registry.js';
import { type Transport, TRANSPORT_PATH } from './transport.js';

const LEAVE_MS = 8_000;
const JITTER_MS = 3_000;
/** Nowhere to go: only answers under way are waited for. */
const FINISH_MS = 300;
const CLOSE_MS = 2_000;
const POLL_MS = 50;

export interface DrainOptions {
  readonly node: string;
  readonly transports: readonly Transport[];
  readonly registry: Registry;
  readonly locations: Locations;
  readonly redis: Redis;
  readonly clock: Clock;
  readonly log: Logger;
}

export async function drain(options: DrainOptions): Promise<void> {
  const { transports, registry, locations, log } = options;
  for (const transport of transports) transport.stop();
  const others = await otherNodes(options).catch((): AccessNodeEntry[] => []);
  guard(locations.unlist());
  const waitMs = others.length > 0 ? LEAVE_MS : FINISH_MS;
  log.info({ sessions: registry.size, otherNodes: others.length }, 'telling the sessions to go');
  const alternatives = others.flatMap(url);
  for (const session of registry.sessions()) {
    if (session.at === 'live') session.say({ kind: 'goAway', deadlineMs: waitMs, jitterMs: Math.min(JITTER_MS, waitMs / 2), alternatives });
    else if (session.at === 'suspended') session.end('GOING_AWAY');
  }
  await untilEmpty(options, waitMs);
  await locations.releaseAll();
  for (const session of registry.sessions()) session.end('GOING_AWAY');
  await untilEmpty(options, CLOSE_MS);
  await Promise.all(transports.map((transport) => transport.close()));
}

async function otherNodes({ redis, node }: DrainOptions): Promise<AccessNodeEntry[]> {
  const others = (await redis.smembers(REDIS_KEYS.accessNodes)).filter((name) => name !== node);
  if (others.length === 0) return [];
  const entries = await redis.mget(others.map((name) => REDIS_KEYS.accessNode(name)));
  return entries.map((json) => (json === null ? undefined : parseAccessNode(json))).filter((entry) => entry !== undefined);
}

/** A node that does not say its host is reached through discovery. */
function url({ host, quicPort, websocketPort }: AccessNodeEntry): string[] {
  if (host === '') return [];
  return [quicPort > 0 ? `https://${host}:${String(quicPort)}${TRANSPORT_PATH}` : `ws://${host}:${String(websocketPort)}${TRANSPORT_PATH}`];
}

async function untilEmpty({ registry, clock }: DrainOptions, ms: number): Promise<void> {
  const end = clock.monotonic() + ms;
  while (registry.size > 0 && clock.monotonic() < end) {
    await new Promise<void>((resolve) => {
      clock.setTimeout(resolve, POLL_MS);
    });
  }
}
