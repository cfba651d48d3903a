import type { Badges } from '@godwit/client/people/badges';
import { createStore, type StoreApi } from 'zustand/vanilla';

/** What waits for a decision of the user. */
export type BadgeStore = StoreApi<Badges>;

export const createBadgeStore = (): BadgeStore => createStore(() => ({ friendRequests: 0, groupApplications: 0 }));
