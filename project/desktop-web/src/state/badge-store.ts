import type { Badges } from '@godwit/client/people/badges';
import { createStore, type StoreApi } from 'zustand/vanilla';

/** What waits for a decision of the user. */
export type BadgeStore = StoreApi<Badges>;

/** Under this key is kept what REST says of applications to groups: each change of the badges makes it old. */
export const APPLICATIONS = 'applications';

export const createBadgeStore = (): BadgeStore => createStore(() => ({ friendRequests: 0, groupApplications: 0 }));
