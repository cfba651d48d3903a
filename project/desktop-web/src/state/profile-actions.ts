import type { Profile, ProfilePatch } from '@godwit/shared/rest/user';
import type { AccountStore } from './account-store.js';
import type { ChatClient } from './chat-client.js';
import type { Failure } from './failure.js';
import type { Snapshots } from './snapshot.js';

export interface ProfileActions {
  /** null = done. */
  saveProfile(patch: ProfilePatch): Promise<Failure | null>;
  /** An image; null takes the picture away. */
  setAvatar(image: Blob | null): Promise<Failure | null>;
  /** Loads the own profile anew; offline the kept one stays. */
  refreshProfile(): Promise<void>;
}

interface ProfileParts {
  readonly client: ChatClient;
  readonly account: AccountStore;
  readonly snapshots: Snapshots;
  readonly attempt: (work: () => Promise<unknown>) => Promise<Failure | null>;
}

const PROFILE = 'profile';

export const keptProfile = (snapshots: Snapshots, userId: string): Profile | null => snapshots.read(userId, PROFILE) as Profile | null;

export function createProfileActions({ client, account, snapshots, attempt }: ProfileParts): ProfileActions {
  const keep = (profile: Profile): void => {
    snapshots.write(profile.userId, PROFILE, profile);
    account.setState((state) => ({ account: state.account.at === 'signed-in' ? { ...state.account, profile } : state.account }));
  };

  const setAvatar = async (image: Blob | null): Promise<Profile> => {
    if (image === null) return client.api.updateProfile({ avatar: '' });
    const { fileId } = await client.upload(image, { kind: 'avatar', name: 'avatar' });
    return client.api.setAvatar(fileId);
  };

  return {
    saveProfile: (patch) => attempt(async () => keep(await client.api.updateProfile(patch))),
    setAvatar: (image) => attempt(async () => keep(await setAvatar(image))),
    async refreshProfile() {
      await attempt(async () => keep(await client.api.profile()));
    },
  };
}
