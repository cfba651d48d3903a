import type { Id } from '@godwit/shared/ids/id';
import type { DownOf, UpOf } from '../wire.js';

// Who of those on the screen is online (F-69). Pure. The server forgets an interest after 90 s, so it is said again every minute and over every new link.

export const SAY_AGAIN_MS = 60_000;
export const MAX_WATCHED = 200;

export type Presence = DownOf<'presenceUpdate'>['users'][number];

export interface Watching {
  readonly watched: ReadonlySet<Id>;
  readonly known: ReadonlyMap<Id, Presence>;
}

export const newWatching = (): Watching => ({ watched: new Set(), known: new Map() });

/** In place of those watched before; what is known of the others is forgotten. */
export function watch(state: Watching, userIds: readonly Id[]): Watching {
  const watched = new Set(userIds.slice(0, MAX_WATCHED));
  return { watched, known: new Map([...state.known].filter(([id]) => watched.has(id))) };
}

export const subscription = ({ watched }: Watching): UpOf<'presenceSubscribe'> => ({ kind: 'presenceSubscribe', userIds: [...watched] });

/** Those that changed. People who are not watched any more are dropped. */
export function learn(state: Watching, users: readonly Presence[]): readonly [Watching, readonly Presence[]] {
  const news = users.filter((user) => state.watched.has(user.userId) && !same(state.known.get(user.userId), user));
  if (news.length === 0) return [state, news];
  return [{ ...state, known: new Map([...state.known, ...news.map((user) => [user.userId, user] as const)]) }, news];
}

/** Without a link nothing is known. */
export const forget = (state: Watching): Watching => ({ ...state, known: new Map() });

const same = (a: Presence | undefined, b: Presence): boolean => a?.online === b.online && a.lastSeenAt === b.lastSeenAt;
