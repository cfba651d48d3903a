import type { Id } from '@godwit/shared/ids/id';
import { createStore, type StoreApi } from 'zustand/vanilla';

/** '' = none: a name in the group, and what somebody calls himself. */
export interface KnownName {
  readonly inGroup: string;
  readonly own: string;
}

/** Names of people in groups, as far as they were asked for, by nameKey(). */
export interface PeopleState {
  readonly names: ReadonlyMap<string, KnownName>;
}

export type PeopleStore = StoreApi<PeopleState>;

export const createPeopleStore = (): PeopleStore => createStore(() => ({ names: new Map() }));

export const nameKey = (conversationId: Id, userId: Id): string => `${conversationId}:${userId}`;
