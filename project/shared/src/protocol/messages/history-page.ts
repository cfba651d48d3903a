import type { Id } from '../../ids/id.js';
import type { Codec } from '../codec.js';
import { getAll, getId, putAll, putId } from '../flatbuffer.js';
import { Body } from '../generated/body.js';
import { HistoryPage as T } from '../generated/history-page.js';
import { decodeEntry, encodeEntry, type Entry } from './entry.js';

/** Entries ascending; [fromSeq, toSeq] is the range that the page covers completely. lastSeq: head when it was read. firstSeq: where the user's log begins. */
export interface HistoryPage {
  readonly conversationId: Id;
  readonly epoch: number;
  readonly fromSeq: number;
  readonly toSeq: number;
  readonly lastSeq: number;
  readonly entries: Entry[];
  readonly firstSeq: number;
}

export const historyPage: Codec<HistoryPage, T> = {
  type: Body.HistoryPage,
  table: T,
  put(b, m) {
    const entries = putAll(b, m.entries, encodeEntry);
    T.startHistoryPage(b);
    T.addConversationId(b, putId(b, m.conversationId));
    T.addEpoch(b, m.epoch);
    T.addFromSeq(b, m.fromSeq);
    T.addToSeq(b, m.toSeq);
    T.addLastSeq(b, m.lastSeq);
    T.addEntries(b, entries);
    T.addFirstSeq(b, m.firstSeq);
    return T.endHistoryPage(b);
  },
  get: (t) => ({
    conversationId: getId(t.conversationId()),
    epoch: t.epoch(),
    fromSeq: t.fromSeq(),
    toSeq: t.toSeq(),
    lastSeq: t.lastSeq(),
    entries: getAll(t.entriesLength(), (i) => t.entries(i), decodeEntry),
    firstSeq: t.firstSeq(),
  }),
};
