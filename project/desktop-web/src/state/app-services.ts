import type { ClientConfig } from '@godwit/shared/client-config';
import type { QueryClient } from '@tanstack/react-query';
import { createContext, useContext } from 'react';
import { useStore } from 'zustand';
import type { Updates } from '../offline/updates.js';
import type { AccountStore } from './account-store.js';
import type { ActionState, ActionStore } from './action-store.js';
import type { Badges } from '@godwit/client/people/badges';
import type { BadgeStore } from './badge-store.js';
import type { ChatActions } from './chat-actions.js';
import type { ChatClient } from './chat-client.js';
import type { ComposeState, ComposeStore } from './compose-store.js';
import type { ContactActions } from './contact-actions.js';
import type { ContactState, ContactStore } from './contact-store.js';
import type { ConversationActions } from './conversation-actions.js';
import type { ConversationState, ConversationStore } from './conversation-store.js';
import type { DraftActions } from './draft-actions.js';
import type { DraftState, DraftStore } from './draft-store.js';
import type { LayoutState, LayoutStore } from './layout-store.js';
import type { LastConversation } from './last-conversation.js';
import type { LinkState, LinkStore } from './link-store.js';
import type { AccountState } from './account-store.js';
import type { Playback } from './playback.js';
import type { Notices } from './notices.js';
import type { PeopleActions } from './people-actions.js';
import type { PeopleState, PeopleStore } from './people-store.js';
import type { PresenceActions } from './presence-actions.js';
import type { PresenceState, PresenceStore } from './presence-store.js';
import type { ProblemStore } from './problem-log.js';
import type { PreferenceState, PreferenceStore } from './preference-store.js';
import type { SessionActions } from './session-actions.js';
import type { OpenTimeline, TimelineStore } from './timeline-store.js';
import type { ViewerState, ViewerStore } from './viewer-store.js';
import type { TypingState, TypingStore } from './typing-store.js';
import type { UploadActions } from './upload-actions.js';
import type { UploadState, UploadStore } from './upload-store.js';

export interface Stores {
  readonly account: AccountStore;
  readonly link: LinkStore;
  readonly conversations: ConversationStore;
  readonly timeline: TimelineStore;
  readonly drafts: DraftStore;
  readonly compose: ComposeStore;
  readonly actions: ActionStore;
  readonly contacts: ContactStore;
  readonly people: PeopleStore;
  readonly viewer: ViewerStore;
  readonly typing: TypingStore;
  readonly presence: PresenceStore;
  readonly badges: BadgeStore;
  readonly layout: LayoutStore;
  readonly problems: ProblemStore;
  readonly uploads: UploadStore;
}

/** Everything a screen may read or ask for; made once in main.tsx. */
export interface AppServices {
  /** For what has no store or action of its own: single calls whose result a component shows itself. */
  readonly client: ChatClient;
  /** What the operator says; the same while the page is open. */
  readonly config: ClientConfig;
  readonly stores: Stores;
  /** What REST has answered, of whoever is signed in. */
  readonly queries: QueryClient;
  readonly preferences: PreferenceStore;
  readonly updates: Updates;
  readonly session: SessionActions;
  readonly chat: ChatActions;
  readonly drafts: DraftActions;
  readonly uploads: UploadActions;
  readonly contacts: ContactActions;
  readonly people: PeopleActions;
  readonly playback: Playback;
  readonly notices: Notices;
  readonly presence: PresenceActions;
  readonly conversations: ConversationActions;
  readonly lastConversation: LastConversation;
}

export const AppServicesContext = createContext<AppServices | null>(null);

export function useServices(): AppServices {
  const services = useContext(AppServicesContext);
  if (services === null) throw new Error('AppServicesContext is missing');
  return services;
}

// A selector must give a primitive or an object of the state itself: a fresh object would render for ever.
export const useAccount = <T>(select: (account: AccountState) => T): T =>
  useStore(useServices().stores.account, (state) => select(state.account));
export const useLink = <T>(select: (link: LinkState) => T): T => useStore(useServices().stores.link, select);
export const useConversations = <T>(select: (state: ConversationState) => T): T => useStore(useServices().stores.conversations, select);
export const useTimeline = <T>(select: (timeline: OpenTimeline | null) => T): T =>
  useStore(useServices().stores.timeline, (state) => select(state.timeline));
export const useUploads = <T>(select: (state: UploadState) => T): T => useStore(useServices().stores.uploads, select);
export const useViewer = <T>(select: (state: ViewerState) => T): T => useStore(useServices().stores.viewer, select);
export const useDrafts = <T>(select: (state: DraftState) => T): T => useStore(useServices().stores.drafts, select);
export const useCompose = <T>(select: (state: ComposeState) => T): T => useStore(useServices().stores.compose, select);
export const useActionState = <T>(select: (state: ActionState) => T): T => useStore(useServices().stores.actions, select);
export const useContacts = <T>(select: (state: ContactState) => T): T => useStore(useServices().stores.contacts, select);
export const usePeople = <T>(select: (state: PeopleState) => T): T => useStore(useServices().stores.people, select);
export const useTyping = <T>(select: (state: TypingState) => T): T => useStore(useServices().stores.typing, select);
export const usePresenceState = <T>(select: (state: PresenceState) => T): T => useStore(useServices().stores.presence, select);
export const useBadges = <T>(select: (state: Badges) => T): T => useStore(useServices().stores.badges, select);
export const useLayout = <T>(select: (state: LayoutState) => T): T => useStore(useServices().stores.layout, select);
export const usePreferences = <T>(select: (state: PreferenceState) => T): T => useStore(useServices().preferences, select);
