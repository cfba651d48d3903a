import type { Presence } from '@godwit/client/ephemeral/presence';
import type { Id } from '@godwit/shared/ids/id';
import { createStore, type StoreApi } from 'zustand/vanilla';

/** Of people on the screen, as far as the server says it: nobody is in it who hides it, is no friend, or while there is no link. */
export interface PresenceState {
  readonly people: Readonly<Record<Id, Presence>>;
}

export type PresenceStore = StoreApi<PresenceState>;

export const createPresenceStore = (): PresenceStore => createStore(() => ({ people: {} }));

export const isOnline = ({ people }: PresenceState, userId: Id): boolean => people[userId]?.online === true;

export function applyPresence(store: PresenceStore, users: readonly Presence[]): void {
  store.setState(({ people }) => ({ people: { ...people, ...Object.fromEntries(users.map((user) => [user.userId, user])) } }));
}

/** Who is not asked for any more is not known any more. */
export function keepPresence(store: PresenceStore, userIds: readonly Id[]): void {
  const kept = new Set(userIds);
  store.setState((state) => {
    const left = Object.entries(state.people).filter(([id]) => kept.has(id));
    return left.length === Object.keys(state.people).length ? state : { people: Object.fromEntries(left) };
  });
}
