/** SDK events → stores. The SDK has committed what it emits; a burst becomes an update a frame. */
import type { ClientStatus } from '@godwit/client/events';
import type { PeopleLists } from '@godwit/client/people/people';
import type { EntryItem } from '@godwit/client/view/timeline';
import type { Tokens } from '@godwit/shared/rest/auth';
import type { AccountState, EndReason } from './account-store.js';
import type { Stores } from './app-services.js';
import type { ChatClient } from './chat-client.js';
import { coalesce } from './coalesce.js';
import { applyDrafts } from './draft-store.js';
import { applyStatus } from './link-store.js';
import { applyPresence, keepPresence } from './presence-store.js';
import { patchTimeline } from './timeline-store.js';
import { applyTyping } from './typing-store.js';

export interface FollowParts {
  readonly client: ChatClient;
  readonly stores: Stores;
  /** Friends or requests have changed. */
  readonly onPeople: (lists: PeopleLists) => void;
  readonly onEntry: (entry: EntryItem) => void;
  /** The link is up again: REST lists may be old. */
  readonly onOnline: () => void;
  /** Another device may have changed the own profile. */
  readonly onProfile: () => void;
  readonly onTokens: (tokens: Tokens | null) => void;
}

const FRAME_MS = 16;

/** What is shown instead of everything else from here on. */
export const endSession = (stores: Stores, reason: EndReason): void =>
  stores.account.setState(({ account }): { account: AccountState } => ({
    account: account.at === 'signed-in' ? { at: 'ended', reason } : account,
  }));

/** Returns the function that stops following. */
export function followClient({ client, stores, onPeople, onEntry, onOnline, onProfile, onTokens }: FollowParts): () => void {
  const readConversations = coalesce(() => {
    const list = client.conversations();
    stores.conversations.setState({ list });
    applyDrafts(stores.drafts, list);
  }, FRAME_MS);
  const readTimeline = coalesce(() => {
    const { timeline } = stores.timeline.getState();
    if (timeline) patchTimeline(stores.timeline, timeline.conversationId, { items: client.entries(timeline.conversationId) });
  }, FRAME_MS);

  const onStatus = (status: ClientStatus): void => {
    const before = stores.link.getState().status;
    applyStatus(stores.link, status);
    if (status.at === 'online' && before.at !== 'online') onOnline();
    if (status.at !== 'online') keepPresence(stores.presence, []);
    if (status.at === 'stopped' && (status.reason === 'replaced' || status.reason === 'refused')) endSession(stores, status.reason);
  };

  const stops = [
    client.on('status', onStatus),
    client.on('conversations', readConversations),
    client.on('timeline', (conversationId) => {
      if (stores.timeline.getState().timeline?.conversationId === conversationId) readTimeline();
    }),
    client.on('people', onPeople),
    client.on('profile', onProfile),
    client.on('tokens', onTokens),
    client.on('badges', (badges) => stores.badges.setState(badges)),
    client.on('typing', (change) => applyTyping(stores.typing, change)),
    client.on('presence', (users) => applyPresence(stores.presence, users)),
    client.on('entry', onEntry),
    client.on('session-ended', (reason) => endSession(stores, reason)),
  ];
  return () => stops.forEach((stop) => stop());
}
