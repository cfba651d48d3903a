import { NO_GROUP } from '@godwit/shared/protocol/messages/conversation-state';
import { NO_MEMBER_STATE } from '@godwit/shared/protocol/messages/member-state';
import type { ConversationState, GroupState } from '../wire.js';
import { applyMember, going, settingsOf } from './apply-member.js';
import { asOf } from './cached-entry.js';
import type { ConversationRecord } from './conversation-record.js';

/** State of a conversation as a sync page tells it. Numbers that only grow never go back: a push may have come first. */
export function applyState(record: ConversationRecord, state: ConversationState): ConversationRecord {
  const head = state.lastSeq >= record.countedAt ? headOf(state) : {};
  const next = applyMember(
    {
      ...record,
      ...head,
      type: state.type,
      epoch: state.epoch,
      peerId: state.peerId,
      ...logState(record, state),
      lastActivityAt: Math.max(record.lastActivityAt, state.lastActivityAt),
      peerReadSeq: Math.max(record.peerReadSeq, state.peerReadSeq),
      peerDeliveredSeq: Math.max(record.peerDeliveredSeq, state.peerDeliveredSeq),
    },
    state.member,
  );
  return state.lastSeq < record.maxSeq ? { ...next, ...going(record) } : next;
}

/** What entries of the log change too: of a state that is older than they are it is not taken. */
const headOf = (state: ConversationState): Partial<ConversationRecord> => ({
  countedAt: state.lastSeq,
  countableTotal: state.countableTotal,
  title: state.title,
  avatar: state.avatar,
  memberCount: state.memberCount,
  ...groupOf(state),
});

/** What entries about others change: of the newer of the two, the snapshot or the log as applied. */
function logState(record: ConversationRecord, { lastSeq, lastEntry, pinnedSeqs }: ConversationState): Partial<ConversationRecord> {
  const newer = (knownSeq: number): boolean => lastSeq >= Math.max(record.cursor, knownSeq);
  return {
    ...(lastEntry && newer(record.lastEntry?.asOf ?? 0) ? { lastEntry: asOf(lastEntry, lastSeq) } : {}),
    ...(newer(record.pinsAsOf) ? { pinnedSeqs, pinsAsOf: lastSeq } : {}),
  };
}

const groupOf = ({ ownerId, announcement, joinMode, muteAll, historyForNew, room }: ConversationState): Omit<GroupState, 'pinnedSeqs'> => ({
  ownerId,
  announcement,
  joinMode,
  muteAll,
  historyForNew,
  room,
});

/** A conversation that was not known before, with nothing loaded. */
export function newRecord(state: ConversationState): ConversationRecord {
  return applyState({ ...NOTHING, id: state.conversationId }, state);
}

const NOTHING: ConversationRecord = {
  id: '0',
  type: 'direct',
  epoch: 0,
  title: '',
  avatar: '',
  peerId: '0',
  memberCount: 0,
  lastActivityAt: 0,
  head: 0,
  countedAt: 0,
  countableTotal: 0,
  lastEntry: null,
  pinsAsOf: 0,
  cursor: 0,
  ranges: [],
  readSeq: 0,
  readCountable: 0,
  unsentRead: 0,
  unsent: {},
  deliveredSeq: 0,
  memberVersion: 0,
  ...settingsOf(NO_MEMBER_STATE),
  ...NO_GROUP,
  peerReadSeq: 0,
  peerDeliveredSeq: 0,
};
