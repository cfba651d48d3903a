import type { EntryItem } from '@godwit/client/view/timeline';
import type { Id } from '@godwit/shared/ids/id';
import { createStore, type StoreApi } from 'zustand/vanilla';

/** Messages of one conversation that are chosen to do something with all of them. */
export interface Selection {
  readonly conversationId: Id;
  /** By seq, as they were when they were chosen. */
  readonly items: ReadonlyMap<number, EntryItem>;
  /** The one chosen last: where a range begins. */
  readonly anchor: number;
}

/** What is asked or shown about messages, above the chat. */
export type MessageDialog =
  | { readonly at: 'report' | 'details' | 'readers'; readonly item: EntryItem }
  /** Of one conversation, in order of seq. */
  | { readonly at: 'forward'; readonly items: readonly EntryItem[] };

export interface ActionState {
  readonly selection: Selection | null;
  readonly dialog: MessageDialog | null;
  /** By favouriteKey(), as far as this device knows. */
  readonly starred: ReadonlySet<string>;
}

export type ActionStore = StoreApi<ActionState>;

/** As many messages as one record of forwarded ones holds. */
export const MAX_SELECTED = 100;
/** Stars that are remembered; the oldest are forgotten. */
const MAX_STARRED = 2_000;

export const createActionStore = (): ActionStore => createStore(() => ({ selection: null, dialog: null, starred: new Set() }));

export const favouriteKey = ({ conversationId, seq }: { conversationId: Id; seq: number }): string => `${conversationId}:${seq}`;

export const openDialog = (store: ActionStore, dialog: MessageDialog | null): void => store.setState({ dialog });

export const startSelection = (store: ActionStore, item: EntryItem): void =>
  store.setState({ selection: { conversationId: item.conversationId, items: new Map([[item.seq, item]]), anchor: item.seq } });

export const endSelection = (store: ActionStore): void => store.setState({ selection: null });

/** Chooses these, or no longer; `anchor` is the one that was pointed at. false: that would be too many, nothing has changed. */
export function select(store: ActionStore, anchor: number, items: readonly EntryItem[], chosen: boolean): boolean {
  const { selection } = store.getState();
  if (selection === null) return true;
  const next = new Map(selection.items);
  for (const item of items) {
    if (chosen) next.set(item.seq, item);
    else next.delete(item.seq);
  }
  if (next.size > MAX_SELECTED) return false;
  store.setState({ selection: { ...selection, items: next, anchor } });
  return true;
}

/** The newest stars, as the server has them. */
export const replaceStarred = (store: ActionStore, keys: readonly string[]): void => store.setState({ starred: new Set(keys) });

/** What was learnt about stars. */
export function keepStarred(store: ActionStore, keys: readonly string[], starred: boolean): void {
  const next = new Set(store.getState().starred);
  for (const key of keys) {
    next.delete(key);
    if (starred) next.add(key);
  }
  store.setState({ starred: new Set([...next].slice(-MAX_STARRED)) });
}
