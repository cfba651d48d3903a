import type pg from 'pg';
import type { Id } from '@godwit/shared/ids/id';
import { ok, type Outcome, refuse } from '@godwit/shared/outcome';
import type { PresenceAnswer } from '@godwit/shared/rest/presence';
import type { ReadLocations } from '../../fanout/locations.js';
import { loadWatchable } from '../../store/load-watchable.js';

const RETRY_AFTER_MS = 1_000;

export interface PresenceOfParts {
  readonly pool: pg.Pool;
  readonly readLocations: ReadLocations;
  readonly readLastSeen: (userIds: readonly Id[]) => Promise<ReadonlyMap<Id, number>>;
}

/**
 * F-69, for who has no session: by the rule of presenceSubscribe. Where they are is read for everybody who is asked for, past the cache
 * of locations: whether it can be answered depends on Redis alone, and a refusal tells nobody apart (S28).
 */
export async function runPresenceOf(
  { pool, readLocations, readLastSeen }: PresenceOfParts,
  { userId: watcherId, userIds }: { userId: Id; userIds: readonly Id[] },
): Promise<Outcome<PresenceAnswer>> {
  const asked = [...new Set(userIds)];
  const [located, lastSeen, granted] = await Promise.all([
    readLocations(asked),
    readLastSeen(asked),
    loadWatchable(
      pool,
      asked.map((userId) => ({ watcherId, userId })),
    ),
  ]);
  if (located === undefined) return refuse('UNAVAILABLE', 'it is not known who is online', RETRY_AFTER_MS);
  const shown = new Set(granted.map(({ userId }) => userId));
  const users = asked.map((userId) => {
    if (!shown.has(userId)) return { userId, online: false, lastSeenAt: 0 };
    const online = (located.get(userId)?.length ?? 0) > 0;
    return { userId, online, lastSeenAt: online ? 0 : (lastSeen.get(userId) ?? 0) };
  });
  return ok({ users });
}
