import type { ConversationState } from '../wire.js';
import { applyMember } from './apply-member.js';
import type { ConversationRecord } from './conversation-record.js';

/** State of a conversation as a sync page tells it. Numbers that only grow never go back: a push may have come first. */
export function applyState(record: ConversationRecord, state: ConversationState): ConversationRecord {
  const counts = state.lastSeq >= record.countedAt ? { countedAt: state.lastSeq, countableTotal: state.countableTotal } : {};
  const entry = state.lastEntry && state.lastEntry.seq >= (record.lastEntry?.seq ?? 0) ? state.lastEntry : record.lastEntry;
  return applyMember(
    {
      ...record,
      ...counts,
      type: state.type,
      epoch: state.epoch,
      title: state.title,
      avatar: state.avatar,
      peerId: state.peerId,
      memberCount: state.memberCount,
      lastEntry: entry,
      lastActivityAt: Math.max(record.lastActivityAt, state.lastActivityAt),
      peerReadSeq: Math.max(record.peerReadSeq, state.peerReadSeq),
      peerDeliveredSeq: Math.max(record.peerDeliveredSeq, state.peerDeliveredSeq),
    },
    state.member,
  );
}

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
  cursor: 0,
  ranges: [],
  readSeq: 0,
  readCountable: 0,
  unsentRead: 0,
  deliveredSeq: 0,
  minSeq: 0,
  maxSeq: 0,
  memberVersion: 0,
  pinnedAt: 0,
  muteLevel: 0,
  archived: false,
  removed: false,
  peerReadSeq: 0,
  peerDeliveredSeq: 0,
};
