import type { Redis } from 'ioredis';
import type { Id } from '@godwit/shared/ids/id';
import { REDIS_KEYS } from '@godwit/shared/redis-keys';
import type { SessionRef } from '../session-ref.js';
import type { Located } from './locations.js';

/** Two pipelines: devices of the users and the sentinel, then their leases. undefined: Redis was flushed. Rejects when it is down. */
export async function readLocations(redis: Redis, userIds: readonly Id[]): Promise<Located | undefined> {
  const ask = redis.pipeline().exists(REDIS_KEYS.sentinel);
  for (const userId of userIds) ask.smembers(REDIS_KEYS.devices(userId));
  const [sentinel, ...devices] = valuesOf(await ask.exec());
  if (sentinel !== 1) return undefined;
  const leases = userIds.flatMap((userId, i) =>
    (devices[i] as string[]).map((deviceId) => ({ userId, key: REDIS_KEYS.location(userId, deviceId) })),
  );
  const located = new Map<Id, SessionRef[]>(userIds.map((userId) => [userId, []]));
  if (leases.length === 0) return located;
  const read = redis.pipeline();
  for (const { key } of leases) read.get(key);
  valuesOf(await read.exec()).forEach((value, i) => {
    const session = typeof value === 'string' ? parseLocation(value) : undefined;
    if (session !== undefined) located.get(leases[i]!.userId)!.push(session);
  });
  return located;
}

/** `node|handle|…`, as access wrote it; undefined: not one of ours. */
export function parseLocation(value: string): SessionRef | undefined {
  const [node, handle] = value.split('|');
  if (node === undefined || node === '' || handle === undefined || !/^\d{1,10}$/.test(handle)) return undefined;
  return { node, handle: Number(handle) };
}

/** Rejects with the first error of the pipeline. */
function valuesOf(results: [error: Error | null, value: unknown][] | null): unknown[] {
  if (results === null) throw new Error('the pipeline was discarded');
  return results.map(([error, value]) => {
    if (error !== null) throw error;
    return value;
  });
}
