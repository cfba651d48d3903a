import type { Id } from '@godwit/shared/ids/id';
import type { ConversationRecord } from '../inbox/conversation-record.js';
import type { OutboxItem } from '../outbox/item.js';
import type { CachedEntry } from '../inbox/cached-entry.js';
import type { Entry } from '../wire.js';
import type { Place } from './window.js';

/** All entries from fromSeq to toSeq. */
export interface Part {
  readonly conversationId: Id;
  readonly entries: readonly CachedEntry[];
  readonly fromSeq: number;
  readonly toSeq: number;
}

/** What becomes visible, after it was committed. */
export type ViewChange =
  | { readonly show: 'conversation'; readonly record: ConversationRecord }
  /** The log goes on with fromSeq … toSeq; entries ascending. */
  | ({ readonly show: 'append' } & Part)
  /** Entries about earlier ones change those that are shown. */
  | { readonly show: 'act'; readonly conversationId: Id; readonly actions: readonly Entry[] }
  /** Cached or pulled history that covers fromSeq … toSeq. apart: shown also where it does not touch what is loaded. */
  | ({ readonly show: 'merge'; readonly apart: boolean } & Part)
  | { readonly show: 'pending'; readonly conversationId: Id; readonly items: readonly OutboxItem[] }
  | { readonly show: 'open'; readonly conversationId: Id }
  /** Of its timeline only rows around these places stay in memory, from now on. */
  | { readonly show: 'around'; readonly conversationId: Id; readonly places: readonly Place[] }
  /** The reader goes there: as many rows around it stay as around the place before. Which of several goes is not said, so their places stay. */
  | { readonly show: 'goTo'; readonly conversationId: Id; readonly seq: number }
  | { readonly show: 'leave'; readonly conversationId: Id }
  /** What is shown is to be read anew: another epoch, or a log that was not followed. */
  | { readonly show: 'reset'; readonly conversationId: Id }
  /** Nothing is left of a user. */
  | { readonly show: 'clear' };
