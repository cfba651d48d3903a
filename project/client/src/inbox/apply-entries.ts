import type { Id } from '@godwit/shared/ids/id';
import type { Entry } from '../wire.js';
import { applyGroupEvent } from './apply-group-event.js';
import type { ConversationRecord } from './conversation-record.js';
import { isHidden } from './settings.js';

const PREVIEWED: ReadonlySet<Entry['kind']> = new Set(['message', 'system', 'member', 'info']);

/** What new entries of the log say about their conversation. Whoever sends has read everything up to there. */
export function applyEntries(record: ConversationRecord, entries: readonly Entry[], me: Id): ConversationRecord {
  return entries.reduce((r, entry) => applyEntry(r, entry, me), record);
}

function applyEntry(record: ConversationRecord, entry: Entry, me: Id): ConversationRecord {
  const newest = entry.seq > record.countedAt;
  const reads = entry.senderId === me && entry.seq > record.readSeq;
  return {
    ...(newest ? applyGroupEvent(record, entry) : record),
    ...(newest ? { countedAt: entry.seq, countableTotal: entry.countableNo } : {}),
    ...(reads ? { readSeq: entry.seq, readCountable: entry.countableNo } : {}),
    ...(entry.senderId === record.peerId ? peerMarks(record, entry.seq) : {}),
    lastEntry: previews(record, entry) ? entry : record.lastEntry,
    lastActivityAt: Math.max(record.lastActivityAt, entry.createdAt),
  };
}

const peerMarks = (record: ConversationRecord, seq: number): Partial<ConversationRecord> => ({
  peerReadSeq: Math.max(record.peerReadSeq, seq),
  peerDeliveredSeq: Math.max(record.peerDeliveredSeq, seq),
});

const previews = (record: ConversationRecord, entry: Entry): boolean =>
  PREVIEWED.has(entry.kind) && entry.seq > (record.lastEntry?.seq ?? 0) && !isHidden(record, entry.seq);
