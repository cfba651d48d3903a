// When users were last seen: a hint in Redis, which every logic node that hears of it writes alike.
import type { Redis } from 'ioredis';
import type { Id } from '@godwit/shared/ids/id';
import { REDIS_KEYS, TTL } from '@godwit/shared/redis-keys';

export async function writeLastSeen(redis: Redis, userId: Id, at: number): Promise<void> {
  await redis.set(REDIS_KEYS.lastSeen(userId), String(at), 'PX', TTL.lastSeenMs);
}

/** Epoch ms; 0: not known. Nothing is known while Redis is away. */
export async function readLastSeen(redis: Redis, userIds: readonly Id[]): Promise<Map<Id, number>> {
  if (userIds.length === 0) return new Map();
  const pipeline = redis.pipeline();
  for (const userId of userIds) pipeline.get(REDIS_KEYS.lastSeen(userId));
  const answers = await pipeline.exec().catch(() => null);
  return new Map(userIds.map((userId, i) => [userId, Number(answers?.[i]?.[1] ?? 0)]));
}
