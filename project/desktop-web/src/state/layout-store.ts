import { createStore, type StoreApi } from 'zustand/vanilla';

/** What the column to the right of a chat shows. */
export type DrawerPanel = 'none' | 'info' | 'files';

export type ListTab = 'all' | 'unread' | 'mentions' | 'groups' | 'archived';

/** What lies over everything. */
export type Layer = 'none' | 'switcher' | 'shortcuts';

export interface LayoutState {
  readonly drawer: DrawerPanel;
  readonly listTab: ListTab;
  readonly layer: Layer;
  /** px */
  readonly listWidth: number;
}

export type LayoutStore = StoreApi<LayoutState>;

export const LIST_WIDTH = { min: 240, max: 420, usual: 340 } as const;

const KEY = 'godwit.list-width';

export const clampListWidth = (width: number): number => Math.round(Math.min(LIST_WIDTH.max, Math.max(LIST_WIDTH.min, width)));

/** How the window is divided; the width of the list is kept on this device. */
export function createLayoutStore(storage: Storage): LayoutStore {
  const store = createStore<LayoutState>(() => ({ drawer: 'none', listTab: 'all', layer: 'none', listWidth: readWidth(storage) }));
  store.subscribe(({ listWidth }, before) => {
    if (listWidth !== before.listWidth) keepWidth(storage, listWidth);
  });
  return store;
}

function readWidth(storage: Storage): number {
  try {
    const kept = Number(storage.getItem(KEY) ?? '');
    return kept > 0 ? clampListWidth(kept) : LIST_WIDTH.usual;
  } catch {
    return LIST_WIDTH.usual;
  }
}

function keepWidth(storage: Storage, width: number): void {
  try {
    storage.setItem(KEY, String(width));
  } catch {
    // Full or blocked: it lasts until the page is closed.
  }
}

export const openDrawer = (store: LayoutStore, drawer: Exclude<DrawerPanel, 'none'>): void => store.setState({ drawer });
export const closeDrawer = (store: LayoutStore): void => store.setState({ drawer: 'none' });
