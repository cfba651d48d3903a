import type { Id } from '@godwit/shared/ids/id';
import type { MessageBody } from '@godwit/shared/protocol/messages/message-body';
import type { EntryKind, Reaction } from '../wire.js';

/** A committed entry of the conversation log. `key` is the same as while it was pending, so a list keeps its row. */
export interface EntryItem {
  readonly at: 'entry';
  readonly key: string;
  readonly conversationId: Id;
  readonly seq: number;
  readonly messageId: Id;
  readonly senderId: Id;
  readonly clientMsgId: Id;
  /** Sent by this user, from whichever device. */
  readonly mine: boolean;
  readonly kind: EntryKind;
  readonly countableNo: number;
  /** Server time, ms since 1970. */
  readonly createdAt: number;
  readonly targetSeq: number;
  /** Empty when it was recalled. */
  readonly body: MessageBody;
  readonly recalled: boolean;
  /** ms since 1970, 0 = never. */
  readonly editedAt: number;
  readonly reactions: readonly Reaction[];
}

/** An own entry that is not in the log as shown: sending (or waiting for a link), sent (acked, entries before it still missing), failed (retry or discard). */
export interface PendingItem {
  readonly at: 'pending';
  readonly key: string;
  readonly conversationId: Id;
  readonly clientMsgId: Id;
  readonly state: 'sending' | 'sent' | 'failed';
  /** Set when failed: number and name of the error catalog. */
  readonly error?: { readonly code: number; readonly name: string };
  readonly kind: EntryKind;
  /** Time of this device, ms since 1970. */
  readonly createdAt: number;
  readonly targetSeq: number;
  readonly body: MessageBody;
}

/** Entries fromSeq … toSeq exist and are not loaded; loadGap() closes it from either end. */
export interface GapItem {
  readonly at: 'gap';
  readonly key: string;
  readonly conversationId: Id;
  readonly fromSeq: number;
  readonly toSeq: number;
}

/** Entries and gaps in order of seq, then own pending ones in the order they were sent. */
export type TimelineItem = EntryItem | PendingItem | GapItem;
