// Range pull: entries of one conversation that the user may see, ≤ 200 a page and ≤ 56 KB.
import { ok, type Outcome, refuse } from '@godwit/shared/outcome';
import type { Id } from '@godwit/shared/ids/id';
import type { Entry } from '@godwit/shared/protocol/messages/entry';
import type { HistoryPage } from '@godwit/shared/protocol/messages/history-page';
import type { HistoryRequest } from '@godwit/shared/protocol/messages/history-request';
import type { SeqSinceQuery } from '../store/find-seq-since.js';
import type { LogQuery, LogView } from '../store/load-log.js';
import { isRowId } from '../store/row-id.js';
import { entryBytes, fitting, MAX_PAGE_BYTES } from './fit.js';

const MAX_ENTRIES = 200;

/** The last moment that both sides know how to write. */
const END_OF_TIME_MS = 8_640_000_000_000_000;

export interface HistoryStore {
  readonly loadLog: (query: LogQuery) => Promise<LogView | undefined>;
  readonly findSeqSince: (query: SeqSinceQuery) => Promise<number | undefined>;
}

export async function history(store: HistoryStore, userId: Id, asked: HistoryRequest): Promise<Outcome<HistoryPage>> {
  const request = await bySeq(store, userId, asked);
  if (request === undefined) return refuse('CONVERSATION_NOT_FOUND');
  const { conversationId, direction, fromSeq, toSeq } = request;
  const limit = request.limit === 0 ? MAX_ENTRIES : Math.min(request.limit, MAX_ENTRIES);
  const query = { conversationId, userId, fromSeq, toSeq, limit, maxBytes: MAX_PAGE_BYTES, direction };
  const view = isRowId(conversationId) ? await store.loadLog(query) : undefined;
  if (view === undefined) return refuse('CONVERSATION_NOT_FOUND');
  const wanted = wantedRange(request, view);
  const entries = fitting(view.entries, entryBytes);
  const cut = entries.length > 0 && entries.length < wanted.to - Math.max(wanted.from, view.firstSeq) + 1;
  return ok({
    conversationId,
    epoch: view.epoch,
    ...coverage(wanted, entries, cut, request),
    lastSeq: view.lastSeq,
    entries: ascending(entries, request),
    firstSeq: view.firstSeq,
  });
}

/** A question about a time becomes one about seqs. undefined: not the user's conversation. */
async function bySeq(store: HistoryStore, userId: Id, request: HistoryRequest): Promise<HistoryRequest | undefined> {
  const { conversationId, fromSeq, toSeq, since } = request;
  if (!(since > 0)) return request;
  if (!isRowId(conversationId)) return undefined;
  const query = { conversationId, userId, fromSeq, toSeq, sinceMs: Math.min(since, END_OF_TIME_MS) };
  const found = await store.findSeqSince(query);
  return found === undefined ? undefined : { ...request, fromSeq: found, direction: 'forward' };
}

interface Range {
  readonly from: number;
  readonly to: number;
}

/** toSeq 0 = to the end. What lies beyond the end is not covered: it does not exist yet. */
function wantedRange({ fromSeq, toSeq }: HistoryRequest, { lastSeq }: LogView): Range {
  return { from: Math.max(fromSeq, 1), to: toSeq === 0 ? lastSeq : Math.min(toSeq, lastSeq) };
}

/** The part of the wanted range that the page answers completely, entries before the user's first one included. */
function coverage(
  wanted: Range,
  entries: readonly Entry[],
  cut: boolean,
  { direction }: HistoryRequest,
): { fromSeq: number; toSeq: number } {
  const last = entries.at(-1)?.seq ?? 0;
  if (!cut) return { fromSeq: wanted.from, toSeq: wanted.to };
  return direction === 'forward' ? { fromSeq: wanted.from, toSeq: last } : { fromSeq: last, toSeq: wanted.to };
}

const ascending = (entries: readonly Entry[], { direction }: HistoryRequest): Entry[] =>
  direction === 'forward' ? [...entries] : entries.toReversed();
