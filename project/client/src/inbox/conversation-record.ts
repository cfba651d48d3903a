import type { Id } from '@godwit/shared/ids/id';
import type { ConversationState, GroupState, MemberSettings } from '../wire.js';
import type { CachedEntry } from './cached-entry.js';
import type { Unsent } from './settings.js';

/** Seqs from … to, both included. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

/** What is kept of one conversation. */
export interface ConversationRecord extends MemberSettings, GroupState {
  readonly id: Id;
  readonly type: ConversationState['type'];
  readonly epoch: number;
  readonly title: string;
  readonly avatar: string;
  readonly peerId: Id;
  readonly memberCount: number;
  readonly lastActivityAt: number;
  /** Newest seq known to exist. */
  readonly head: number;
  /** Entries that count as unread, up to seq countedAt. */
  readonly countableTotal: number;
  readonly countedAt: number;
  readonly lastEntry: CachedEntry | null;
  /** Up to which seq pinnedSeqs is known. */
  readonly pinsAsOf: number;
  /** Everything up to here was applied, or is history that is loaded on demand. */
  readonly cursor: number;
  /** Cached entries: ascending, disjoint, not touching. */
  readonly ranges: readonly Range[];
  readonly readSeq: number;
  readonly readCountable: number;
  /** Own read mark that the server has not confirmed; 0 = none. */
  readonly unsentRead: number;
  readonly deliveredSeq: number;
  /** Own settings that the server has not confirmed; they are shown already. */
  readonly unsent: Unsent;
  /** MemberState.version of the settings. */
  readonly memberVersion: number;
  readonly peerReadSeq: number;
  readonly peerDeliveredSeq: number;
}
