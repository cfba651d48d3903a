import type { Conversation } from '@godwit/client/view/conversation';
import { totalUnread as totalUnreadAt } from '@godwit/client/view/unread';
import type { Id } from '@godwit/shared/ids/id';
import { createStore, type StoreApi } from 'zustand/vanilla';

export interface ConversationState {
  /** false until the cache was read: a skeleton is shown, not an empty list. */
  readonly ready: boolean;
  /** What was put to the top first, then newest activity, as the SDK gives it; with archived ones. */
  readonly list: readonly Conversation[];
}

export type ConversationStore = StoreApi<ConversationState>;

export const createConversationStore = (): ConversationStore => createStore(() => ({ ready: false, list: [] }));

/** Muted ones count with their mention, or not at all. */
export const totalUnread = (state: ConversationState): number => totalUnreadAt(state.list, Date.now());

/** Messages that wait in the outbox, those that failed among them. */
export const unsentIn = ({ list }: Pick<ConversationState, 'list'>): number => list.reduce((sum, one) => sum + one.sending + one.failed, 0);

const indexes = new WeakMap<readonly Conversation[], ReadonlyMap<Id, Conversation>>();

function indexOf(list: readonly Conversation[]): ReadonlyMap<Id, Conversation> {
  const index = indexes.get(list) ?? new Map(list.map((one) => [one.id, one]));
  indexes.set(list, index);
  return index;
}

export const conversationById = (state: ConversationState, id: Id): Conversation | undefined => indexOf(state.list).get(id);
