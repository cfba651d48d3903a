import type { Id } from '@godwit/shared/ids/id';
import type { Profile } from '@godwit/shared/rest/user';
import type { Stores } from './app-services.js';
import { NO_BADGES } from './badge-store.js';
import type { ChatClient } from './chat-client.js';
import type { DraftActions } from './draft-actions.js';
import { NO_DRAFTS } from './draft-store.js';
import { failureOf, type Failure } from './failure.js';
import type { ContactActions } from './contact-actions.js';
import { NO_CONTACTS } from './contact-store.js';
import type { Snapshots } from './snapshot.js';

export interface Registration {
  readonly username: string;
  readonly password: string;
  readonly nickname: string;
}

export interface SessionActions {
  /** Shows what is kept on this device, then links. */
  restore(): Promise<void>;
  /** null = done. */
  signIn(username: string, password: string): Promise<Failure | null>;
  register(registration: Registration): Promise<Failure | null>;
  signOut(): Promise<void>;
  /** After this device was replaced: takes the session back. */
  resume(): void;
  retryNow(): void;
  saveNickname(nickname: string): Promise<Failure | null>;
  /** Loads the own profile anew; offline the kept one stays. */
  refreshProfile(): Promise<void>;
}

export interface SessionParts {
  readonly client: ChatClient;
  readonly stores: Stores;
  readonly contacts: ContactActions;
  readonly drafts: DraftActions;
  readonly snapshots: Snapshots;
  readonly now: () => number;
  readonly isOnline: () => boolean;
}

const PROFILE = 'profile';

/** The end of a link is told by events (follow-client); its promise adds nothing. */
const link = (client: ChatClient): void => void client.connect().catch(() => undefined);

export function createSessionActions({ client, stores, contacts, drafts, snapshots, now, isOnline }: SessionParts): SessionActions {
  const attempt = async (work: () => Promise<unknown>): Promise<Failure | null> => {
    try {
      await work();
      return null;
    } catch (error) {
      return failureOf(error, now(), isOnline());
    }
  };

  const enter = (userId: Id): void => {
    drafts.restore(userId);
    contacts.restore(userId);
    stores.conversations.setState({ ready: true, list: client.conversations() });
    stores.account.setState({ account: { at: 'signed-in', userId, profile: snapshots.read(userId, PROFILE) as Profile | null } });
    link(client);
  };

  const keepProfile = (profile: Profile): void => {
    snapshots.write(profile.userId, PROFILE, profile);
    stores.account.setState(({ account }) => ({ account: account.at === 'signed-in' ? { ...account, profile } : account }));
  };

  const signIn = (username: string, password: string): Promise<Failure | null> =>
    attempt(async () => {
      const tokens = await client.login({ username, password });
      enter(tokens.userId);
    });

  return {
    async restore() {
      const tokens = await client.start();
      if (tokens === null) stores.account.setState({ account: { at: 'signed-out' } });
      else enter(tokens.userId);
    },
    signIn,
    async register({ username, password, nickname }) {
      const failure = await attempt(() => client.api.register({ username, password, ...(nickname === '' ? {} : { nickname }) }));
      return failure ?? signIn(username, password);
    },
    async signOut() {
      const { userId } = client;
      await client.logout();
      snapshots.wipe(userId);
      stores.conversations.setState({ ready: false, list: [] });
      stores.timeline.setState({ timeline: null });
      stores.drafts.setState(NO_DRAFTS);
      stores.contacts.setState(NO_CONTACTS);
      stores.badges.setState(NO_BADGES);
      stores.typing.setState({ typing: {} });
      stores.account.setState({ account: { at: 'signed-out' } });
    },
    resume: () => enter(client.userId),
    retryNow: () => client.wake(),
    saveNickname: (nickname) => attempt(async () => keepProfile(await client.api.updateProfile({ nickname }))),
    async refreshProfile() {
      await attempt(async () => keepProfile(await client.api.profile()));
    },
  };
}
