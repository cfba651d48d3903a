import type { Id } from '@godwit/shared/ids/id';
import { createStore, type StoreApi } from 'zustand/vanilla';

/** '' = none: a name in the group, and what somebody calls himself. */
export interface KnownName {
  readonly inGroup: string;
  readonly own: string;
}

/** Whose profile card is open; conversationId: the group in which he was met, or null. */
export interface OpenCard {
  readonly userId: Id;
  readonly conversationId: Id | null;
}

/** names: of people in groups, as far as they were asked for, by nameKey(). pictures: addresses of avatars that are files, by avatar. */
export interface PeopleState {
  readonly names: ReadonlyMap<string, KnownName>;
  readonly pictures: ReadonlyMap<string, string>;
  readonly card: OpenCard | null;
}

export type PeopleStore = StoreApi<PeopleState>;

export const createPeopleStore = (): PeopleStore => createStore(() => ({ names: new Map(), pictures: new Map(), card: null }));

export const nameKey = (conversationId: Id, userId: Id): string => `${conversationId}:${userId}`;
