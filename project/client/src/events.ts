import type { Id } from '@godwit/shared/ids/id';
import type { Tokens } from '@godwit/shared/rest/auth';
import type { Presence } from './ephemeral/presence.js';
import type { TypingChange } from './ephemeral/typing.js';
import type { Badges } from './people/badges.js';
import type { PeopleLists } from './people/people.js';
import type { TransportKind } from './transport/transport.js';
import type { EntryItem } from './view/timeline.js';
import type { FriendEvent, GroupOperation, SystemNotification } from './wire.js';

/** Why a client is stopped. session-ended: sign in again. replaced: this device is connected from elsewhere. refused: the server will not take this client. closed: close() or not connected yet. */
export type StopReason = 'closed' | 'replaced' | 'session-ended' | 'refused';

interface StatusCommon {
  /** fallback: the browser's database failed, so nothing new survives a reload. */
  readonly storage: 'memory' | 'indexeddb' | 'fallback';
}

export type ClientStatus = StatusCommon &
  (
    | {
        readonly at: 'stopped';
        readonly reason: StopReason;
        /** Number and name of the refusal, when there is one. */ readonly code?: number;
        readonly detail?: string;
      }
    | { readonly at: 'connecting' }
    | { readonly at: 'waiting'; /** ms since 1970 */ readonly retryAt: number; readonly reason: string }
    | {
        readonly at: 'online';
        readonly transport: TransportKind;
        readonly node: string;
        /** A snapshot is being read. */
        readonly syncing: boolean;
        /** How much of a snapshot of several pages has come, 0 to 99; left out: not known. */
        readonly syncPercent?: number;
        /** Of the last Ping; 0 before the first Pong. */
        readonly rttMs: number;
        /** ms since 1970; 0 = never. */
        readonly lastSyncAt: number;
      }
  );

export interface ClientEvents {
  status: (status: ClientStatus) => void;
  /** The list changed: read conversations() again. */
  conversations: () => void;
  /** A new entry, once each per run of this client, in order of seq within its conversation. History pages do not emit it. */
  entry: (entry: EntryItem) => void;
  /** What entries(conversationId) gives has changed. */
  timeline: (conversationId: Id) => void;
  /** The list of favourites may have changed, on whichever device: read favourites() again where it is shown. */
  favourites: () => void;
  /** The own profile or a switch of it may have changed, on whichever device: read api.profile() again where it is shown. */
  profile: () => void;
  friends: (event: FriendEvent) => void;
  /** Of a client that follows them (followPeople(), followBadges()), after every change. */
  people: (lists: PeopleLists) => void;
  badges: (badges: Badges) => void;
  /** Of the operator, to everybody who is online. */
  notification: (notification: SystemNotification) => void;
  /** Somebody began or ceased to type. */
  typing: (change: TypingChange) => void;
  /** Of people given to watchPresence(): those that changed. lastSeenAt: ms, 0 = not known or not shown. */
  presence: (users: readonly Presence[]) => void;
  /** Something happened to this user in a group, or somebody wants to come in; the log tells all members the rest. */
  operation: (event: GroupOperation) => void;
  /** New tokens, already persisted; null after a logout or when the session ended. */
  tokens: (tokens: Tokens | null) => void;
  'session-ended': (reason: 'revoked' | 'expired') => void;
}

export type EventName = keyof ClientEvents;
