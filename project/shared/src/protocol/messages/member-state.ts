import { type Id, NO_ID } from '../../ids/id.js';
import { type Builder, getAll, getId, getString, type Offset, putAll, putId, putString } from '../flatbuffer.js';
import { MemberState as T } from '../generated/member-state.js';
import { decodeSeqRange, encodeSeqRange, type SeqRange } from './seq-range.js';

/**
 * Per-user state of one conversation. version: the user's state version at its last change. Times in ms, 0 = none; maxSeq 0 = no upper limit.
 * muteLevel: notifications, 0 all, 1 mentions only, 2 none. role: 0 member, 1 admin, 2 owner. mutedUntil: until then the member may not send.
 * canSend: false when friendship or a block forbids it. hidden: entries deleted for this user alone, ascending. closedSeq: not in the list
 * until a later entry comes. mentionedSeq: newest entry that mentions the user; only news while above readSeq.
 */
export interface MemberState {
  readonly conversationId: Id;
  readonly version: number;
  readonly readSeq: number;
  readonly readCountable: number;
  readonly deliveredSeq: number;
  readonly minSeq: number;
  readonly maxSeq: number;
  readonly pinnedAt: number;
  readonly muteLevel: number;
  readonly muteUntil: number;
  readonly archived: boolean;
  readonly removed: boolean;
  readonly draft: string;
  readonly markedUnread: boolean;
  readonly role: number;
  readonly nickname: string;
  readonly mutedUntil: number;
  readonly canSend: boolean;
  readonly hidden: readonly SeqRange[];
  readonly closedSeq: number;
  readonly mentionedSeq: number;
}

export function encodeMemberState(b: Builder, m: MemberState): Offset {
  const draft = putString(b, m.draft);
  const nickname = putString(b, m.nickname);
  const hidden = putAll(b, m.hidden, encodeSeqRange);
  T.startMemberState(b);
  T.addConversationId(b, putId(b, m.conversationId));
  T.addVersion(b, m.version);
  T.addReadSeq(b, m.readSeq);
  T.addReadCountable(b, m.readCountable);
  T.addDeliveredSeq(b, m.deliveredSeq);
  T.addMinSeq(b, m.minSeq);
  T.addMaxSeq(b, m.maxSeq);
  T.addPinnedAt(b, m.pinnedAt);
  T.addMuteLevel(b, m.muteLevel);
  T.addMuteUntil(b, m.muteUntil);
  T.addArchived(b, m.archived);
  T.addRemoved(b, m.removed);
  T.addDraft(b, draft);
  T.addMarkedUnread(b, m.markedUnread);
  T.addRole(b, m.role);
  T.addNickname(b, nickname);
  T.addMutedUntil(b, m.mutedUntil);
  T.addCanSend(b, m.canSend);
  T.addHidden(b, hidden);
  T.addClosedSeq(b, m.closedSeq);
  T.addMentionedSeq(b, m.mentionedSeq);
  return T.endMemberState(b);
}

export const decodeMemberState = (t: T): MemberState => ({
  conversationId: getId(t.conversationId()),
  version: t.version(),
  readSeq: t.readSeq(),
  readCountable: t.readCountable(),
  deliveredSeq: t.deliveredSeq(),
  minSeq: t.minSeq(),
  maxSeq: t.maxSeq(),
  pinnedAt: t.pinnedAt(),
  muteLevel: t.muteLevel(),
  muteUntil: t.muteUntil(),
  archived: t.archived(),
  removed: t.removed(),
  draft: getString(t.draft()),
  markedUnread: t.markedUnread(),
  role: t.role(),
  nickname: getString(t.nickname()),
  mutedUntil: t.mutedUntil(),
  canSend: t.canSend(),
  hidden: getAll(t.hiddenLength(), (i) => t.hidden(i), decodeSeqRange),
  closedSeq: t.closedSeq(),
  mentionedSeq: t.mentionedSeq(),
});

/** What a user decides, or is decided about him: newer replaces older, unlike the marks. */
export type MemberSettings = Omit<MemberState, 'conversationId' | 'version' | 'readSeq' | 'readCountable' | 'deliveredSeq'>;

/** State of a member of whom nothing is stored. */
export const NO_MEMBER_STATE: MemberState = {
  conversationId: NO_ID,
  version: 0,
  readSeq: 0,
  readCountable: 0,
  deliveredSeq: 0,
  minSeq: 0,
  maxSeq: 0,
  pinnedAt: 0,
  muteLevel: 0,
  muteUntil: 0,
  archived: false,
  removed: false,
  draft: '',
  markedUnread: false,
  role: 0,
  nickname: '',
  mutedUntil: 0,
  canSend: true,
  hidden: [],
  closedSeq: 0,
  mentionedSeq: 0,
};
