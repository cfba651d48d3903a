import type { Id } from '@godwit/shared/ids/id';
import type { ConversationState } from '../wire.js';
import type { EntryItem } from './timeline.js';

export type ConversationType = ConversationState['type'];

/** What a list shows of one conversation. A new object whenever something in it changed. */
export interface Conversation {
  readonly id: Id;
  readonly type: ConversationType;
  readonly title: string;
  readonly avatar: string;
  /** Direct: the other user; '0' otherwise. */
  readonly peerId: Id;
  readonly memberCount: number;
  /** Newest seq known to exist; it may not be loaded yet. */
  readonly lastSeq: number;
  /** Countable total minus own countable read mark; never counted up. */
  readonly unread: number;
  readonly lastEntry: EntryItem | null;
  readonly readSeq: number;
  readonly peerReadSeq: number;
  readonly peerDeliveredSeq: number;
  /** ms since 1970. */
  readonly lastActivityAt: number;
  readonly pinnedAt: number;
  readonly muteLevel: number;
  /** Own sends that have failed and wait for retry or discard. */
  readonly failed: number;
  /** Own sends on their way. */
  readonly sending: number;
  /** Whether loadOlder() can bring more. */
  readonly hasOlder: boolean;
}
