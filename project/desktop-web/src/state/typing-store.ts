import type { TypingChange } from '@godwit/client/ephemeral/typing';
import type { Id } from '@godwit/shared/ids/id';
import { createStore, type StoreApi } from 'zustand/vanilla';

/** Who types, by conversation, who began first first. The SDK says when it is over, after 6 s at the latest, and bounds it. */
export interface TypingState {
  readonly typing: Readonly<Record<Id, readonly Id[]>>;
}

export type TypingStore = StoreApi<TypingState>;

export const createTypingStore = (): TypingStore => createStore(() => ({ typing: {} }));

const NOBODY: readonly Id[] = [];

/** The same array until somebody begins or ceases there. */
export const typingIn = ({ typing }: TypingState, conversationId: Id): readonly Id[] => typing[conversationId] ?? NOBODY;

export function applyTyping(store: TypingStore, { conversationId, userId, typing }: TypingChange): void {
  store.setState((state) => {
    const { [conversationId]: before = NOBODY, ...others } = state.typing;
    const rest = before.filter((id) => id !== userId);
    const now = typing ? [...rest, userId] : rest;
    return { typing: now.length === 0 ? others : { ...others, [conversationId]: now } };
  });
}
