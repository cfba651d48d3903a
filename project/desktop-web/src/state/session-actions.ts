import type { Id } from '@godwit/shared/ids/id';
import type { Tokens } from '@godwit/shared/rest/auth';
import type { AccountState } from './account-store.js';
import type { Stores } from './app-services.js';
import type { ChatClient } from './chat-client.js';
import type { DraftActions } from './draft-actions.js';
import { failureOf, type Failure } from './failure.js';
import type { ContactActions } from './contact-actions.js';
import { createProfileActions, keptProfile, type ProfileActions } from './profile-actions.js';
import type { Snapshots } from './snapshot.js';
import type { UploadActions } from './upload-actions.js';

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
  readonly uploads: Pick<UploadActions, 'withdraw'>;
  readonly snapshots: Snapshots;
  /** Takes everything of whoever was signed in out of memory. */
  readonly forget: () => void;
  readonly now: () => number;
  readonly isOnline: () => boolean;
}

/** The end of a link is told by events (follow-client); its promise adds nothing. */
const link = (client: ChatClient): void => void client.connect().catch(() => undefined);

export function createSessionActions({
  client,
  stores,
  contacts,
  drafts,
  uploads,
  snapshots,
  forget,
  now,
  isOnline,
}: SessionParts): SessionActions {
  /** Whose data is in memory, also after his session has ended; null: nobody's. */
  let holder: Id | null = null;

  /** Who was registered as last, perhaps: the answer, or the sign-in after it, may have been lost. */
  let unsure = '';

  const attempt = async (work: () => Promise<unknown>): Promise<Failure | null> => {
    try {
      await work();
      return null;
    } catch (error) {
      return failureOf(error, now(), isOnline());
    }
  };

  const leave = (): void => {
    forget();
    holder = null;
    stores.account.setState({ account: { at: 'signed-out' } });
  };

  const enter = (userId: Id): void => {
    const { account } = stores.account.getState();
    if (account.at === 'signed-in' && account.userId === userId) return; // another tab of this browser was first
    if (holder !== null && holder !== userId) forget();
    holder = userId;
    drafts.restore(userId);
    contacts.restore(userId);
    stores.conversations.setState({ ready: true, list: client.conversations() });
    stores.account.setState({ account: { at: 'signed-in', userId, profile: keptProfile(snapshots, userId) } });
    link(client);
  };

  const signIn = (username: string, password: string): Promise<Failure | null> =>
    attempt(async () => {
      const tokens = await client.login({ username, password });
      unsure = ''; // a password is kept no longer than it is needed
      enter(tokens.userId);
    });

  return {
    async restore() {
      const tokens = await client.start();
      if (stores.account.getState().account.at !== 'restoring') return; // another tab has signed in meanwhile
      if (tokens === null) stores.account.setState({ account: { at: 'signed-out' } });
      else enter(tokens.userId);
    },
    lastUsername: () => keptProfile(snapshots, client.userId)?.username ?? '',
    signIn,
    async register({ username, password, nickname }) {
      const credentials = JSON.stringify([username, password]);
      if (unsure === credentials) {
        const failure = await signIn(username, password);
        if (failure?.at !== 'refused') return failure;
      }
      unsure = credentials;
      const failure = await attempt(() => client.api.register({ username, password, ...(nickname === '' ? {} : { nickname }) }));
      return failure ?? signIn(username, password);
    },
    async signOut({ wipe = true } = {}) {
      const { userId } = client;
      if (!wipe) uploads.withdraw();
      await client.logout({ wipe });
      if (wipe) snapshots.wipe(userId);
      leave();
    },
    follow(tokens) {
      const { account } = stores.account.getState();
      if (tokens === null) {
        if (account.at !== 'signed-in' && !(account.at === 'ended' && account.reason === 'replaced')) return;
        if (holder === client.userId && keptProfile(snapshots, holder) !== null) uploads.withdraw(); // nothing is written where it was wiped
        leave();
      } else if (entersWith(account, tokens.userId !== holder)) enter(tokens.userId);
    },
    deleteAccount: (password) =>
      attempt(async () => {
        const { userId } = client;
        await client.deleteAccount(password);
        snapshots.wipe(userId);
        leave();
      }),
    resume: () => enter(client.userId),
    retryNow: () => client.wake(),
    ...createProfileActions({ client, account: stores.account, snapshots, attempt }),
    clearCache: () => attempt(() => client.clearCache()),
  };
}

/** Whether this tab is signed in when another one is. A device that was replaced waits to be asked, and an old version for a reload. */
function entersWith(account: AccountState, asAnother: boolean): boolean {
  if (account.at !== 'ended') return true;
  switch (account.reason) {
    case 'expired':
    case 'revoked':
      return true;
    case 'replaced':
      return asAnother;
    case 'refused':
      return false;
  }
}
