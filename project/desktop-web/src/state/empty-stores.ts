import type { StoreApi } from 'zustand/vanilla';
import type { Stores } from './app-services.js';

/** Whether a store holds what belongs to whoever is signed in. The account itself is told apart: it says who that is. */
const PERSONAL: Readonly<Record<keyof Stores, boolean>> = {
  account: false,
  link: false,
  layout: false,
  conversations: true,
  timeline: true,
  drafts: true,
  compose: true,
  actions: true,
  contacts: true,
  people: true,
  viewer: true,
  typing: true,
  presence: true,
  badges: true,
  problems: true,
  uploads: true,
};

/** Nothing of one user is there for the next one. */
export function emptyStores(stores: Stores): void {
  const all: Readonly<Record<keyof Stores, unknown>> = stores;
  for (const [name, personal] of Object.entries(PERSONAL)) {
    if (personal) empty(all[name as keyof Stores] as StoreApi<unknown>);
  }
}

const empty = (store: StoreApi<unknown>): void => store.setState(store.getInitialState(), true);
