import { type ClientConfig, DEFAULT_CLIENT_CONFIG } from '@godwit/shared/client-config';
import { QueryClient } from '@tanstack/react-query';
import { createUpdates } from '../offline/updates.js';
import type { AppServices, Stores } from '../state/app-services.js';
import { createAccountStore } from '../state/account-store.js';
import { createActionStore } from '../state/action-store.js';
import { APPLICATIONS, createBadgeStore } from '../state/badge-store.js';
import { createChatActions } from '../state/chat-actions.js';
import type { ChatClient } from '../state/chat-client.js';
import { createComposeStore } from '../state/compose-store.js';
import { createContactActions } from '../state/contact-actions.js';
import { createContactStore } from '../state/contact-store.js';
import { createConversationActions } from '../state/conversation-actions.js';
import { createConversationStore } from '../state/conversation-store.js';
import { createDraftActions } from '../state/draft-actions.js';
import { createDraftStore } from '../state/draft-store.js';
import { emptyStores } from '../state/empty-stores.js';
import { followClient } from '../state/follow-client.js';
import { createLastConversation } from '../state/last-conversation.js';
import { createLayoutStore } from '../state/layout-store.js';
import { createLinkStore } from '../state/link-store.js';
import { createNotices } from '../state/notices.js';
import { createPeopleActions } from '../state/people-actions.js';
import { createPeopleStore } from '../state/people-store.js';
import { createPlayback } from '../state/playback.js';
import { createPresenceActions } from '../state/presence-actions.js';
import { createPresenceStore } from '../state/presence-store.js';
import { createPreferenceStore } from '../state/preference-store.js';
import { addProblem, createProblemStore } from '../state/problem-log.js';
import { createSessionActions } from '../state/session-actions.js';
import { createSnapshots } from '../state/snapshot.js';
import { createTimelineStore } from '../state/timeline-store.js';
import { createViewerStore } from '../state/viewer-store.js';
import { createTypingStore } from '../state/typing-store.js';
import { createUploadActions } from '../state/upload-actions.js';
import { createUploadStore } from '../state/upload-store.js';

export interface Surroundings {
  readonly client: ChatClient;
  /** Default: as built. */
  readonly config?: ClientConfig;
  readonly storage: Storage;
  readonly languages: readonly string[];
  readonly now: () => number;
  readonly isOnline: () => boolean;
}

/** Stores and actions around one client; the stores follow it from here on. */
export function createServices({ client, config = DEFAULT_CLIENT_CONFIG, storage, languages, now, isOnline }: Surroundings): AppServices {
  const stores: Stores = {
    account: createAccountStore(),
    link: createLinkStore(client.status),
    conversations: createConversationStore(),
    timeline: createTimelineStore(),
    drafts: createDraftStore(),
    compose: createComposeStore(),
    actions: createActionStore(),
    contacts: createContactStore(),
    people: createPeopleStore(),
    viewer: createViewerStore(),
    typing: createTypingStore(),
    presence: createPresenceStore(),
    badges: createBadgeStore(),
    layout: createLayoutStore(storage),
    problems: createProblemStore(),
    uploads: createUploadStore(),
  };
  client.on('status', (status) => {
    if (status.at === 'waiting' || status.at === 'stopped') addProblem(stores.problems, 'link', `${status.at}: ${status.reason}`, now());
  });
  const snapshots = createSnapshots(storage);
  const contacts = createContactActions({ client, stores, snapshots, now, isOnline });
  const drafts = createDraftActions({ client, stores, snapshots });
  const uploads = createUploadActions({ client, stores, drafts, now, isOnline, fileMaxBytes: config.fileMaxBytes });
  const queries = createQueries();
  const forget = (): void => {
    uploads.stop();
    queries.clear();
    emptyStores(stores);
  };
  const session = createSessionActions({ client, stores, contacts, drafts, uploads, snapshots, forget, now, isOnline });
  const chat = createChatActions({ client, stores });
  const people = createPeopleActions({ client, stores, now });
  const presence = createPresenceActions({ client, stores });
  const conversations = createConversationActions({ client, now, isOnline });
  const lastConversation = createLastConversation({ client, snapshots });
  followClient({
    client,
    stores,
    onPeople: (lists) => contacts.show(lists),
    onEntry: (entry) => people.heard(entry),
    onOnline: () => {
      const { account } = stores.account.getState();
      if (account.at === 'ended' && account.reason === 'replaced') session.resume(); // another tab has taken the session back
      void contacts.refresh();
      people.pictures.retry();
      followBadges(client, stores);
      if (account.at === 'signed-in' && account.profile === null) void session.refreshProfile();
    },
    onProfile: () => void session.refreshProfile(),
    onTokens: (tokens) => session.follow(tokens),
  });
  client.on('badges', () => void queries.invalidateQueries({ queryKey: [APPLICATIONS] }));
  client.on('operation', (event) => contacts.noticed(event));
  const playback = createPlayback({ fileUrl: (fileId) => client.fileUrl(fileId), newSound: () => new Audio() });
  return {
    client,
    config,
    stores,
    queries,
    preferences: createPreferenceStore(storage, languages),
    updates: createUpdates(() => location.reload()),
    session,
    chat,
    drafts,
    uploads,
    contacts,
    people,
    notices: createNotices({ client, snapshots }),
    presence,
    conversations,
    lastConversation,
    playback,
  };
}

/** For lists that REST gives page by page; everything else comes from the stores. */
const createQueries = (): QueryClient =>
  new QueryClient({
    defaultOptions: { queries: { networkMode: 'always', retry: 1, staleTime: 30_000, refetchOnWindowFocus: false } },
  });

/** Without an answer the counts stay as they are, and are asked for with the next event that may change them. */
function followBadges(client: ChatClient, stores: Stores): void {
  client.followBadges().then(
    (badges) => stores.badges.setState(badges),
    () => undefined,
  );
}
