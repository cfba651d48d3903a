import type { MemberSettings, MemberState } from '../wire.js';
import type { ConversationRecord } from './conversation-record.js';
import { isHidden, overlaid } from './settings.js';

/**
 * Per-user state from the server. Read and delivered marks only go up; the rest is taken unless it is older, and shown under what this
 * device has changed and the server has not heard yet.
 */
export function applyMember(record: ConversationRecord, member: MemberState): ConversationRecord {
  return withoutHiddenPreview({
    ...record,
    ...readMark(record, member),
    ...settings(record, member),
    deliveredSeq: Math.max(record.deliveredSeq, member.deliveredSeq),
  });
}

/** The server knows the newest entry that is not hidden. */
export const withoutHiddenPreview = (record: ConversationRecord): ConversationRecord =>
  record.lastEntry && isHidden(record, record.lastEntry.seq) ? { ...record, lastEntry: null } : record;

function readMark(record: ConversationRecord, member: MemberState): Partial<ConversationRecord> {
  const unsentRead = member.readSeq >= record.unsentRead ? 0 : record.unsentRead;
  if (member.readSeq < record.readSeq) return { unsentRead };
  return { unsentRead, readSeq: member.readSeq, readCountable: member.readCountable };
}

function settings(record: ConversationRecord, member: MemberState): Partial<ConversationRecord> {
  const { version } = member;
  if (version < record.memberVersion) return {};
  const told = overlaid(settingsOf(member), record.unsent, record.pinnedAt);
  return { memberVersion: version, ...told, ...(version === record.memberVersion ? going(record) : {}) };
}

/** That the user went, as the log said: a state that is from before knows nothing of it. */
export const going = ({ removed, maxSeq }: ConversationRecord): Partial<ConversationRecord> => (maxSeq > 0 ? { removed, maxSeq } : {});

/** Without the marks, which have rules of their own. */
export function settingsOf(member: MemberState): MemberSettings {
  const { conversationId, version, readSeq, readCountable, deliveredSeq, ...settings } = member;
  return settings;
}
