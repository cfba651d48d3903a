import type { MemberState } from '../wire.js';
import type { ConversationRecord } from './conversation-record.js';

/** Per-user state from the server. Read and delivered marks only go up; the rest is taken unless it is older. */
export function applyMember(record: ConversationRecord, member: MemberState): ConversationRecord {
  return {
    ...record,
    ...readMark(record, member),
    ...settings(record, member),
    deliveredSeq: Math.max(record.deliveredSeq, member.deliveredSeq),
  };
}

function readMark(record: ConversationRecord, member: MemberState): Partial<ConversationRecord> {
  const unsentRead = member.readSeq >= record.unsentRead ? 0 : record.unsentRead;
  if (member.readSeq < record.readSeq) return { unsentRead };
  return { unsentRead, readSeq: member.readSeq, readCountable: member.readCountable };
}

function settings(record: ConversationRecord, member: MemberState): Partial<ConversationRecord> {
  if (member.version < record.memberVersion) return {};
  const { version, minSeq, maxSeq, pinnedAt, muteLevel, archived, removed } = member;
  return { memberVersion: version, minSeq, maxSeq, pinnedAt, muteLevel, archived, removed };
}
