import type { Member, Conversation } from '../store/load-conversations.js';
import type { EntryToCommit } from '../store/entry-to-commit.js';
import type { PendingEntry } from './pending-entry.js';

/** An entry that may be committed while the snapshot's membership version holds. */
export interface Candidate extends EntryToCommit {
  readonly pending: PendingEntry;
  readonly conversation: Conversation;
  readonly member: Member;
}
