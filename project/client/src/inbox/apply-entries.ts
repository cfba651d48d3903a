import type { Id } from '@godwit/shared/ids/id';
import type { Entry } from '../wire.js';
import type { ConversationRecord } from './conversation-record.js';

const PREVIEWED: ReadonlySet<Entry['kind']> = new Set(['message', 'system', 'member', 'info']);

/** What new entries of the log say about their conversation. An own entry implies that everything up to it was read. */
export function applyEntries(record: ConversationRecord, entries: readonly Entry[], me: Id): ConversationRecord {
  return entries.reduce((r, entry) => applyEntry(r, entry, me), record);
}

function applyEntry(record: ConversationRecord, entry: Entry, me: Id): ConversationRecord {
  const newest = entry.seq > record.countedAt;
  const reads = entry.senderId === me && entry.seq > record.readSeq;
  return {
    ...record,
    ...(newest ? { countedAt: entry.seq, countableTotal: entry.countableNo } : {}),
    ...(reads ? { readSeq: entry.seq, readCountable: entry.countableNo } : {}),
    lastEntry: previews(record, entry) ? entry : record.lastEntry,
    lastActivityAt: Math.max(record.lastActivityAt, entry.createdAt),
  };
}

const previews = (record: ConversationRecord, entry: Entry): boolean =>
  PREVIEWED.has(entry.kind) && entry.seq > (record.lastEntry?.seq ?? 0);
