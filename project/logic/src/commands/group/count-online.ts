import { MAX_COUNTED_MEMBERS } from '@godwit/shared/group-terms';
import type { Id } from '@godwit/shared/ids/id';
import { ok, type Outcome, refuse } from '@godwit/shared/outcome';
import type { GroupRequest } from '@godwit/shared/protocol/group-request';
import type { OnlineCount } from '@godwit/shared/rest/groups';
import type { GroupPresence } from '../../presence/online-members.js';
import { loadWatchable } from '../../store/load-watchable.js';
import type { CommandParts } from '../parts.js';
import { mayAsk } from './may-ask.js';

const RETRY_AFTER_MS = 1_000;
/** Of fewer people a number says who it is: of one, whether just that one is online. */
const MIN_UNNAMED = 10;

/** F-69: what is told of a group says of no single person more than presenceSubscribe would. */
export async function countOnline(
  { pool, onlineMembers }: CommandParts,
  request: GroupRequest<'countOnline'>,
): Promise<Outcome<OnlineCount>> {
  const allowed = await mayAsk(pool, request, 'read');
  if (!allowed.ok) return allowed;
  const { memberCount } = allowed.value;
  if (memberCount > MAX_COUNTED_MEMBERS)
    return refuse('NOT_SUPPORTED', `who is online is counted in groups of at most ${String(MAX_COUNTED_MEMBERS)} members`);
  const presence = await onlineMembers.of(request.conversationId, memberCount);
  if (presence === undefined) return refuse('UNAVAILABLE', 'it is not known who is online', RETRY_AFTER_MS);
  const { userId: watcherId } = request;
  const others = [...presence.shown].filter((userId) => userId !== watcherId);
  const granted = await loadWatchable(
    pool,
    others.map((userId) => ({ watcherId, userId })),
  );
  return ok({ online: countFor(watcherId, presence, new Set(granted.map(({ userId }) => userId))) });
}

/** Oneself, those whom one may watch, and the others only where they are enough not to be told apart; who hides it never counts. */
function countFor(watcherId: Id, { shown, online }: GroupPresence, watchable: ReadonlySet<Id>): number {
  const unnamed = [...shown].filter((userId) => userId !== watcherId && !watchable.has(userId));
  const counted = [watcherId, ...watchable, ...(unnamed.length < MIN_UNNAMED ? [] : unnamed)];
  return counted.filter((userId) => online.has(userId)).length;
}
