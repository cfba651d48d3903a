import type { ClientStatus } from '@godwit/client/events';
import { createStore, type StoreApi } from 'zustand/vanilla';

/** lastSyncAt survives the end of a link: the badge shows it while offline. ms since 1970, 0 = never. */
export interface LinkState {
  readonly status: ClientStatus;
  readonly lastSyncAt: number;
}

export type LinkStore = StoreApi<LinkState>;

export const createLinkStore = (status: ClientStatus): LinkStore => createStore(() => ({ status, lastSyncAt: 0 }));

export function applyStatus(store: LinkStore, status: ClientStatus): void {
  store.setState((link) => ({ status, lastSyncAt: status.at === 'online' && status.lastSyncAt > 0 ? status.lastSyncAt : link.lastSyncAt }));
}
