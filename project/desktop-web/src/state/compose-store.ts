import type { EntryItem } from '@godwit/client/view/timeline';
import type { Id } from '@godwit/shared/ids/id';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { MentionPick } from './draft-store.js';

/** What the next send of a conversation does with another message; without one it is a message of its own. */
export interface ComposeTarget {
  readonly mode: 'reply' | 'edit';
  readonly item: EntryItem;
  /** Of an edit: what is written so far. */
  readonly text?: string;
  /** Of an edit: who was chosen from the list meanwhile. */
  readonly picks?: readonly MentionPick[];
}

export interface ComposeState {
  readonly targets: Readonly<Record<Id, ComposeTarget>>;
}

export type ComposeStore = StoreApi<ComposeState>;

export const createComposeStore = (): ComposeStore => createStore(() => ({ targets: {} }));

/** null = none any more. */
export function setTarget(store: ComposeStore, conversationId: Id, target: ComposeTarget | null): void {
  store.setState(({ targets: { [conversationId]: _before, ...others } }) => ({
    targets: target === null ? others : { ...others, [conversationId]: target },
  }));
}
