import type { Id } from '@godwit/shared/ids/id';
import type { Up } from '@godwit/shared/protocol/up';
import type { Unsent } from '../inbox/settings.js';
import type { StoreWrite } from '../store/store.js';
import type { Presence } from '../ephemeral/presence.js';
import type { TypingChange } from '../ephemeral/typing.js';
import type { ViewChange } from '../view/change.js';
import type { CachedEntry } from '../inbox/cached-entry.js';
import type { Left, Resume } from '../link/state.js';
import type { DownOf, FriendEvent, GroupOperation, Lane, SystemNotification } from '../wire.js';

export type TimerKey =
  | `outbox:${Id}`
  | `settings:${Id}`
  | `gap:${Id}`
  | `ask:${number}`
  | 'link'
  | 'probe'
  | 'migrate'
  | 'sync'
  | 'lookup'
  | 'marks'
  | 'reads'
  | 'typing'
  | 'presence';

/** How a send ended. */
export type SendOutcome =
  | { readonly ok: true; readonly messageId: Id; readonly seq: number }
  | { readonly ok: false; readonly code: number; readonly name: string };

/** A page as it is now: with what has happened since it was read. */
export type CurrentPage = Omit<DownOf<'historyPage'>, 'entries'> & { readonly entries: readonly CachedEntry[] };

/** What transitions ask of their owner. It commits all writes first, then changes the view, then does the rest in order. */
export type Effect =
  | { readonly do: 'write'; readonly write: StoreWrite }
  | { readonly do: 'show'; readonly change: ViewChange }
  | { readonly do: 'timer'; readonly key: TimerKey; readonly afterMs: number }
  | { readonly do: 'cancel'; readonly key: TimerKey }
  | { readonly do: 'send'; readonly up: Up; readonly ref: number; readonly lane: Lane }
  /** To be said to the server over REST; its answer is the event `patched`. */
  | { readonly do: 'patch'; readonly conversationId: Id; readonly patch: Unsent }
  | { readonly do: 'settle'; readonly clientMsgId: Id; readonly outcome: SendOutcome }
  | { readonly do: 'dial'; readonly generation: number; readonly resume: Resume | undefined; readonly left: Left | undefined }
  | { readonly do: 'hangup'; readonly generation: number }
  /** For the one who asked for history; without a page it failed. */
  | { readonly do: 'answer'; readonly token: number; readonly page: CurrentPage | undefined }
  | { readonly do: 'favourites' }
  | { readonly do: 'profile' }
  /** Somebody whom a direct conversation is with is called or looks otherwise than before. */
  | { readonly do: 'renamed' }
  | { readonly do: 'friends'; readonly event: FriendEvent }
  | { readonly do: 'notification'; readonly notification: SystemNotification }
  | { readonly do: 'typing'; readonly change: TypingChange }
  | { readonly do: 'presence'; readonly users: readonly Presence[] }
  | { readonly do: 'operation'; readonly event: GroupOperation }
  /** A sync run is complete. routine: nothing had said that something was missing. */
  | { readonly do: 'synced'; readonly routine: boolean }
  | { readonly do: 'call'; readonly run: () => void };

export const write = (change: StoreWrite): Effect => ({ do: 'write', write: change });
export const show = (change: ViewChange): Effect => ({ do: 'show', change });
export const timer = (key: TimerKey, afterMs: number): Effect => ({ do: 'timer', key, afterMs });
export const cancel = (key: TimerKey): Effect => ({ do: 'cancel', key });
