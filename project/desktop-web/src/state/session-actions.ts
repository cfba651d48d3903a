import type { Id } from '@godwit/shared/ids/id';
import type { Tokens } from '@godwit/shared/rest/auth';
import type { Stores } from './app-services.js';
import { NO_BADGES } from './badge-store.js';
import type { ChatClient } from './chat-client.js';
import type { DraftActions } from './draft-actions.js';
import { NO_DRAFTS } from './draft-store.js';
import { failureOf, type Failure } from './failure.js';
import type { ContactActions } from './contact-actions.js';
import { NO_CONTACTS } from './contact-store.js';
import { createProfileActions, keptProfile, type ProfileActions } from './profile-actions.js';
import type { Snapshots } from './snapshot.js';

export interface Registration {
  readonly username: string;
  readonly password: string;
  readonly nickname: string;
}

export interface SessionActions extends ProfileActions {
  /** Shows what is kept on this device, then links. */
  restore(): Promise<void>;
  /** Of whoever was signed in here and left his data, '' = nobody. */
  lastUsername(): string;
  /** null = done. */
  signIn(username: string, password: string): Promise<Failure | null>;
  register(registration: Registration): Promise<Failure | null>;
  /** wipe (default): messages and drafts on this device go too. Otherwise they are there again at the next sign-in of this account. */
  signOut(options?: { wipe?: boolean }): Promise<void>;
  /** For good; everything on this device goes too. */
  deleteAccount(password: string): Promise<Failure | null>;
  /** Another tab of this browser has signed in or out; this one does too. */
  follow(tokens: Tokens | null): void;
  /** After this device was replaced: takes the session back. */
  resume(): void;
  retryNow(): void;
  /** Forgets cached messages and reads them anew; needs a link. */
  clearCache(): Promise<Failure | null>;
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

/** The end of a link is told by events (follow-client); its promise adds nothing. */
const link = (client: ChatClient): void => void client.connect().catch(() => undefined);

function forget(stores: Stores): void {
  stores.actions.setState({ selection: null, dialog: null, starred: new Set() });
  stores.conversations.setState({ ready: false, list: [] });
  stores.timeline.setState({ timeline: null });
  stores.drafts.setState(NO_DRAFTS);
  stores.contacts.setState(NO_CONTACTS);
  stores.badges.setState(NO_BADGES);
  stores.typing.setState({ typing: {} });
  stores.account.setState({ account: { at: 'signed-out' } });
}

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
    const { account } = stores.account.getState();
    if (account.at === 'signed-in' && account.userId === userId) return; // another tab of this browser was first
    drafts.restore(userId);
    contacts.restore(userId);
    stores.conversations.setState({ ready: true, list: client.conversations() });
    stores.account.setState({ account: { at: 'signed-in', userId, profile: keptProfile(snapshots, userId) } });
    link(client);
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
    lastUsername: () => keptProfile(snapshots, client.userId)?.username ?? '',
    signIn,
    async register({ username, password, nickname }) {
      const failure = await attempt(() => client.api.register({ username, password, ...(nickname === '' ? {} : { nickname }) }));
      return failure ?? signIn(username, password);
    },
    async signOut({ wipe = true } = {}) {
      const { userId } = client;
      await client.logout({ wipe });
      if (wipe) snapshots.wipe(userId);
      forget(stores);
    },
    follow(tokens) {
      const { account } = stores.account.getState();
      if (account.at !== 'signed-in' || account.userId === tokens?.userId) return;
      forget(stores);
      if (tokens !== null) enter(tokens.userId);
    },
    deleteAccount: (password) =>
      attempt(async () => {
        const { userId } = client;
        await client.deleteAccount(password);
        snapshots.wipe(userId);
        forget(stores);
      }),
    resume: () => enter(client.userId),
    retryNow: () => client.wake(),
    ...createProfileActions({ client, account: stores.account, snapshots, attempt }),
    clearCache: () => attempt(() => client.clearCache()),
  };
}
