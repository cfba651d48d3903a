import type { Id } from '@godwit/shared/ids/id';
import { isAction, PREVIEWED_KINDS } from '@godwit/shared/protocol/messages/entry-kind';
import { EVERYBODY, mentionsOf } from '@godwit/shared/protocol/mentions';
import { verify } from '@godwit/shared/protocol/verify';
import type { Entry } from '../wire.js';
import { applyAction } from './apply-action.js';
import { applyGroupEvent } from './apply-group-event.js';
import type { CachedEntry } from './cached-entry.js';
import type { ConversationRecord } from './conversation-record.js';
import { isHidden } from './settings.js';

const PREVIEWED: ReadonlySet<Entry['kind']> = new Set(PREVIEWED_KINDS);

/** What new entries of the log say about their conversation. Whoever sends has read everything up to there. */
export function applyEntries(record: ConversationRecord, entries: readonly CachedEntry[], me: Id): ConversationRecord {
  return entries.reduce((r, entry) => applyEntry(r, entry, me), record);
}

function applyEntry(record: ConversationRecord, entry: CachedEntry, me: Id): ConversationRecord {
  const newest = entry.seq > record.countedAt;
  const reads = entry.senderId === me && entry.seq > record.readSeq;
  return {
    ...(newest ? applyGroupEvent(record, entry, me) : record),
    ...(newest ? { countedAt: entry.seq, countableTotal: entry.countableNo } : {}),
    ...(reads ? { readSeq: entry.seq, readCountable: entry.countableNo } : {}),
    ...(record.type === 'direct' && entry.senderId === record.peerId ? peerMarks(record, entry.seq) : {}),
    ...(entry.kind === 'message' && entry.senderId !== me && mentions(entry, me)
      ? { mentionedSeq: Math.max(record.mentionedSeq, entry.seq) }
      : {}),
    ...(isAction(entry.kind) ? pins(record, entry) : {}),
    lastEntry: lastEntry(record, entry, me),
    lastActivityAt: Math.max(record.lastActivityAt, entry.createdAt),
  };
}

const peerMarks = (record: ConversationRecord, seq: number): Partial<ConversationRecord> => ({
  peerReadSeq: Math.max(record.peerReadSeq, seq),
  peerDeliveredSeq: Math.max(record.peerDeliveredSeq, seq),
});

function lastEntry(record: ConversationRecord, entry: CachedEntry, me: Id): CachedEntry | null {
  if (isAction(entry.kind)) return record.lastEntry && applyAction(record.lastEntry, entry, me);
  return previews(record, entry) ? entry : record.lastEntry;
}

const previews = (record: ConversationRecord, entry: Entry): boolean =>
  PREVIEWED.has(entry.kind) && entry.seq > (record.lastEntry?.seq ?? 0) && !isHidden(record, entry.seq);

/** A member knows of no pin on what he cannot see. */
function pins({ pinnedSeqs, pinsAsOf, minSeq }: ConversationRecord, { seq, kind, targetSeq }: Entry): Partial<ConversationRecord> {
  if (seq <= pinsAsOf || targetSeq < minSeq) return {};
  const others = pinnedSeqs.filter((pinned) => pinned !== targetSeq);
  if (kind === 'pin') return { pinsAsOf: seq, pinnedSeqs: [...others, targetSeq].sort((a, b) => a - b) };
  return kind === 'unpin' || kind === 'recall' ? { pinsAsOf: seq, pinnedSeqs: others } : {};
}

/** Whether what was written names the user. */
export const mentions = ({ body }: Entry, me: Id): boolean =>
  verify('MessageBody', body) && mentionsOf(body).some((id) => id === me || id === EVERYBODY);
