import type { EntryItem } from '@godwit/client/view/timeline';
import { createStore, type StoreApi } from 'zustand/vanilla';

/** The picture or video that is looked at in full: the `index`-th attachment of a message. */
export interface Viewed {
  readonly item: EntryItem;
  readonly index: number;
  /** Ascending: what the viewer begins with. Without it: what is loaded of the conversation. */
  readonly among?: readonly EntryItem[];
}

export interface ViewerState {
  readonly viewed: Viewed | null;
}

export type ViewerStore = StoreApi<ViewerState>;

export const createViewerStore = (): ViewerStore => createStore(() => ({ viewed: null }));
