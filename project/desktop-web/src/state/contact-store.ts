import type { Id } from '@godwit/shared/ids/id';
import type { BlockedUser } from '@godwit/shared/rest/blocks';
import type { Friend, FriendRequest } from '@godwit/shared/rest/friends';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Failure } from './failure.js';

export interface ContactLists {
  readonly friends: readonly Friend[];
  readonly received: readonly FriendRequest[];
  readonly sent: readonly FriendRequest[];
  readonly blocks: readonly BlockedUser[];
}

/** lists null: never loaded on this device. fresh: loaded in this run, so an absent friend is no friend. */
export interface ContactState {
  readonly lists: ContactLists | null;
  readonly fresh: boolean;
  readonly failure: Failure | null;
}

export type ContactStore = StoreApi<ContactState>;

export const createContactStore = (): ContactStore => createStore(() => ({ lists: null, fresh: false, failure: null }));

export const pendingReceived = (state: ContactState): number =>
  state.lists?.received.filter((request) => request.status === 'pending').length ?? 0;

export const friendById = (state: Pick<ContactState, 'lists'>, userId: Id): Friend | undefined =>
  state.lists?.friends.find((friend) => friend.friendId === userId);

export const isBlocked = (state: Pick<ContactState, 'lists'>, userId: Id): boolean =>
  state.lists?.blocks.some((blocked) => blocked.userId === userId) ?? false;
