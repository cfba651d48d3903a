import type { Conversation } from '@godwit/client/view/conversation';
import type { Id } from '@godwit/shared/ids/id';
import { createStore, type StoreApi } from 'zustand/vanilla';

export interface ConversationState {
  /** false until the cache was read: a skeleton is shown, not an empty list. */
  readonly ready: boolean;
  /** Newest activity first, as the SDK gives it. */
  readonly list: readonly Conversation[];
}

export type ConversationStore = StoreApi<ConversationState>;

export const createConversationStore = (): ConversationStore => createStore(() => ({ ready: false, list: [] }));

export const totalUnread = (state: ConversationState): number => state.list.reduce((sum, one) => sum + one.unread, 0);

export const conversationById = (state: ConversationState, id: Id): Conversation | undefined => state.list.find((one) => one.id === id);
