import { type Id, NO_ID } from '../../ids/id.js';
import { type Builder, getAll, getId, getString, nullable, type Offset, putId, putNumbers, putString } from '../flatbuffer.js';
import { ConversationState as T } from '../generated/conversation-state.js';
import { ConversationType as ConversationTypeNumber } from '../generated/conversation-type.js';
import { decodeEntry, encodeEntry, type Entry } from './entry.js';
import { decodeMemberState, encodeMemberState, type MemberState, NO_MEMBER_STATE } from './member-state.js';

export type ConversationType = keyof typeof ConversationTypeNumber;

/**
 * Head of a conversation as one member sees it. lastActivityAt: ms. lastEntry: null when the member may see none.
 * Of groups: joinMode 0 free, 1 approval, 2 invite only; room: fan-out by nodes, members are asked for by page.
 */
export interface ConversationState {
  readonly conversationId: Id;
  readonly type: ConversationType;
  readonly epoch: number;
  readonly lastSeq: number;
  readonly countableTotal: number;
  readonly membershipVersion: number;
  readonly lastActivityAt: number;
  readonly peerId: Id;
  readonly title: string;
  readonly avatar: string;
  readonly memberCount: number;
  readonly peerReadSeq: number;
  readonly peerDeliveredSeq: number;
  readonly lastEntry: Entry | null;
  readonly member: MemberState;
  readonly ownerId: Id;
  readonly announcement: string;
  readonly joinMode: number;
  readonly muteAll: boolean;
  readonly historyForNew: boolean;
  /** Ascending, ≤ 50. */
  readonly pinnedSeqs: readonly number[];
  readonly room: boolean;
}

/** What groups have and other conversations do not, and what anybody may pin. */
export type GroupState = Pick<
  ConversationState,
  'ownerId' | 'announcement' | 'joinMode' | 'muteAll' | 'historyForNew' | 'pinnedSeqs' | 'room'
>;

export const NO_GROUP: GroupState = {
  ownerId: NO_ID,
  announcement: '',
  joinMode: 0,
  muteAll: false,
  historyForNew: false,
  pinnedSeqs: [],
  room: false,
};

export function encodeConversationState(b: Builder, m: ConversationState): Offset {
  const title = putString(b, m.title);
  const avatar = putString(b, m.avatar);
  const lastEntry = m.lastEntry === null ? 0 : encodeEntry(b, m.lastEntry);
  const member = encodeMemberState(b, m.member);
  const announcement = putString(b, m.announcement);
  const pinnedSeqs = putNumbers(b, m.pinnedSeqs);
  T.startConversationState(b);
  T.addConversationId(b, putId(b, m.conversationId));
  T.addType(b, ConversationTypeNumber[m.type]);
  T.addEpoch(b, m.epoch);
  T.addLastSeq(b, m.lastSeq);
  T.addCountableTotal(b, m.countableTotal);
  T.addMembershipVersion(b, m.membershipVersion);
  T.addLastActivityAt(b, m.lastActivityAt);
  T.addPeerId(b, putId(b, m.peerId));
  T.addTitle(b, title);
  T.addAvatar(b, avatar);
  T.addMemberCount(b, m.memberCount);
  T.addPeerReadSeq(b, m.peerReadSeq);
  T.addPeerDeliveredSeq(b, m.peerDeliveredSeq);
  T.addLastEntry(b, lastEntry);
  T.addMember(b, member);
  T.addOwnerId(b, putId(b, m.ownerId));
  T.addAnnouncement(b, announcement);
  T.addJoinMode(b, m.joinMode);
  T.addMuteAll(b, m.muteAll);
  T.addHistoryForNew(b, m.historyForNew);
  T.addPinnedSeqs(b, pinnedSeqs);
  T.addRoom(b, m.room);
  return T.endConversationState(b);
}

export const decodeConversationState = (t: T): ConversationState => ({
  conversationId: getId(t.conversationId()),
  type: (ConversationTypeNumber[t.type()] ?? 'group') as ConversationType,
  epoch: t.epoch(),
  lastSeq: t.lastSeq(),
  countableTotal: t.countableTotal(),
  membershipVersion: t.membershipVersion(),
  lastActivityAt: t.lastActivityAt(),
  peerId: getId(t.peerId()),
  title: getString(t.title()),
  avatar: getString(t.avatar()),
  memberCount: t.memberCount(),
  peerReadSeq: t.peerReadSeq(),
  peerDeliveredSeq: t.peerDeliveredSeq(),
  lastEntry: nullable(t.lastEntry(), decodeEntry),
  member: nullable(t.member(), decodeMemberState) ?? NO_MEMBER_STATE,
  ownerId: getId(t.ownerId()),
  announcement: getString(t.announcement()),
  joinMode: t.joinMode(),
  muteAll: t.muteAll(),
  historyForNew: t.historyForNew(),
  pinnedSeqs: getAll(t.pinnedSeqsLength(), (i) => t.pinnedSeqs(i), Number),
  room: t.room(),
});
