import type { GroupOperation } from '@godwit/client/wire';
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

/** What happens to a user in a group, as far as it is told to him alone. */
export type NoticedOperation = Extract<
  GroupOperation['operation'],
  'created' | 'member_joined' | 'member_removed' | 'role_changed' | 'muted' | 'dismissed'
>;

/** at: ms. */
export interface GroupNotice extends Omit<GroupOperation, 'kind' | 'operation'> {
  readonly operation: NoticedOperation;
}

/** lists null: never loaded on this device. fresh: loaded in this run, so an absent friend is no friend. notices: the newest first, of this device; seenAt: ms, those up to then were seen. */
export interface ContactState {
  readonly lists: ContactLists | null;
  readonly fresh: boolean;
  readonly failure: Failure | null;
  readonly notices: readonly GroupNotice[];
  readonly seenAt: number;
}

const NO_CONTACTS: ContactState = { lists: null, fresh: false, failure: null, notices: [], seenAt: 0 };

export type ContactStore = StoreApi<ContactState>;

export const createContactStore = (): ContactStore => createStore(() => NO_CONTACTS);

export const pendingReceived = (state: ContactState): number =>
  state.lists?.received.filter((request) => request.status === 'pending').length ?? 0;

export const newNotices = ({ notices, seenAt }: ContactState): number => notices.filter(({ at }) => at > seenAt).length;

export const friendById = (state: Pick<ContactState, 'lists'>, userId: Id): Friend | undefined =>
  state.lists?.friends.find((friend) => friend.friendId === userId);

export const isBlocked = (state: Pick<ContactState, 'lists'>, userId: Id): boolean =>
  state.lists?.blocks.some((blocked) => blocked.userId === userId) ?? false;
