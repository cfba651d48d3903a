import type { Id } from '@godwit/shared/ids/id';
import type { ConversationState } from '../wire.js';
import type { EntryItem, PendingItem } from './timeline.js';

export type ConversationType = ConversationState['type'];

/** What groups have. */
export interface GroupView {
  readonly memberCount: number;
  readonly ownerId: Id;
  readonly announcement: string;
  /** 0 free, 1 with approval, 2 by invitation. */
  readonly joinMode: number;
  readonly historyForNew: boolean;
  /** Only the owner and admins may send. */
  readonly muteAll: boolean;
  /** Own role, 0 member, 1 admin, 2 owner. */
  readonly role: number;
  /** Own name in this group; empty = the account's. */
  readonly nickname: string;
  /** May not send before; ms since 1970, 0 = not muted. */
  readonly mutedUntil: number;
  /** Left, removed or dismissed: readable up to there, and over. */
  readonly removed: boolean;
}

/** What a list shows of one conversation. A new object whenever something in it changed. */
export interface Conversation extends GroupView {
  readonly id: Id;
  readonly type: ConversationType;
  /** Empty of notes to oneself (type `self`). */
  readonly title: string;
  readonly avatar: string;
  /** Direct: the other user; '0' otherwise. */
  readonly peerId: Id;
  /** Newest seq known to exist; it may not be loaded yet. */
  readonly lastSeq: number;
  /** Countable total minus own countable read mark; never counted up. */
  readonly unread: number;
  /** For a list: of a long message perhaps the beginning alone. */
  readonly lastEntry: EntryItem | null;
  readonly readSeq: number;
  /** Ascending. */
  readonly pinnedSeqs: readonly number[];
  readonly peerReadSeq: number;
  readonly peerDeliveredSeq: number;
  /** ms since 1970. */
  readonly lastActivityAt: number;
  /** When it was put to the top, ms since 1970; 0 = it was not. */
  readonly pinnedAt: number;
  /** Notifications: 0 all, 1 mentions only, 2 none; until muteUntil (ms since 1970, 0 = for ever). See muteLevelAt(). */
  readonly muteLevel: number;
  readonly muteUntil: number;
  readonly archived: boolean;
  /** The user wants to come back to it. */
  readonly markedUnread: boolean;
  /** An unread message mentions the user. */
  readonly mentioned: boolean;
  /** The newest message that mentions the user, read or not; 0 = none is known. */
  readonly mentionedSeq: number;
  readonly draft: string;
  /** false: friendship or a block of one's own forbids it, or a stranger has to answer first. Mutes and the end of a membership are told apart. */
  readonly canSend: boolean;
  /** Own sends that have failed and wait for retry or discard. */
  readonly failed: number;
  /** Own sends on their way. */
  readonly sending: number;
  /** The newest own message that is not in the log yet, as far as nothing came after it. */
  readonly unsent: PendingItem | null;
  /** Whether loadOlder() can bring more. */
  readonly hasOlder: boolean;
}
