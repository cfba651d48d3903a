// What a tab and the host of the session say to each other. Both are built from the same sources: another build is another version (join-session.ts).
import type { Id } from '@godwit/shared/ids/id';
import type { ClientEvents, ClientStatus, EventName } from '../events.js';
import type { Badges } from '../people/badges.js';
import type { PeopleLists } from '../people/people.js';
import type { Conversation } from '../view/conversation.js';
import type { TimelineItem } from '../view/timeline.js';
import type { ListChange } from './list-change.js';

/** A method of the client, or of its api: ['recall'], ['api', 'groups', 'members']. */
export type Path = readonly string[];

export type ToHost =
  | { readonly type: 'call'; readonly call: number; readonly path: Path; readonly args: readonly unknown[] }
  /** The next value of what gives one after the other; the first one begins it. */
  | { readonly type: 'pull'; readonly call: number; readonly iteration: number; readonly path: Path; readonly args: readonly unknown[] }
  | { readonly type: 'drop'; readonly iteration: number };

/** What a tab can read at any time, as far as it has changed. */
export interface SharedState {
  readonly userId?: Id;
  readonly status?: ClientStatus;
  readonly people?: PeopleLists;
  readonly badges?: Badges;
  readonly conversations?: ListChange<Conversation>;
}

/** Events that are more than a sign to read the state again. */
export type ToldEvent = Exclude<EventName, 'status' | 'conversations' | 'timeline' | 'people' | 'badges'>;

/** An ApiError, else only a message. */
export interface PlainError {
  readonly message: string;
  readonly api?: { readonly code: number; readonly error: string; readonly status: number; readonly retryAfterMs: number };
}

export type ToTab =
  | { readonly type: 'state'; readonly state: SharedState }
  | { readonly type: 'timeline'; readonly conversationId: Id; readonly change: ListChange<TimelineItem> }
  | { readonly [E in ToldEvent]: { readonly type: 'event'; readonly event: E; readonly args: Parameters<ClientEvents[E]> } }[ToldEvent]
  | { readonly type: 'result'; readonly call: number; readonly value: unknown }
  | { readonly type: 'failed'; readonly call: number; readonly error: PlainError };
