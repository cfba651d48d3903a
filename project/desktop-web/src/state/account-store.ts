import type { Id } from '@godwit/shared/ids/id';
import type { Profile } from '@godwit/shared/rest/user';
import { createStore, type StoreApi } from 'zustand/vanilla';

/** replaced: the same device connected elsewhere. refused: the server does not take this version. */
export type EndReason = 'replaced' | 'revoked' | 'expired' | 'refused';

/** profile: null until it was loaded once on this device. */
export type AccountState =
  | { readonly at: 'restoring' }
  | { readonly at: 'signed-out' }
  | { readonly at: 'signed-in'; readonly userId: Id; readonly profile: Profile | null }
  | { readonly at: 'ended'; readonly reason: EndReason };

export type AccountStore = StoreApi<{ account: AccountState }>;

export const createAccountStore = (): AccountStore => createStore(() => ({ account: { at: 'restoring' } }));
