import type { Id } from '../../ids/id.js';
import type { Codec } from '../codec.js';
import { getAll, getId, nullable, putAll, putId } from '../flatbuffer.js';
import { Body } from '../generated/body.js';
import { PushMessage as T } from '../generated/push-message.js';
import { decodeEntry, encodeEntry, type Entry } from './entry.js';
import { getHopTimes, type HopTimes, putHopTimes } from './hop-times.js';

/** New entries of a conversation, ascending. Another epoch than the known one: drop the cache and sync. */
export interface PushMessage {
  readonly conversationId: Id;
  readonly epoch: number;
  readonly entries: Entry[];
  /** Of the first entry; null: a room, a repeated entry, no message of a client, or an older server. */
  readonly hops?: HopTimes | null;
}

export const pushMessage: Codec<PushMessage, T> = {
  type: Body.PushMessage,
  table: T,
  put(b, m) {
    const entries = putAll(b, m.entries, encodeEntry);
    T.startPushMessage(b);
    T.addConversationId(b, putId(b, m.conversationId));
    T.addEpoch(b, m.epoch);
    T.addEntries(b, entries);
    T.addHops(b, putHopTimes(b, m.hops));
    return T.endPushMessage(b);
  },
  get: (t) => ({
    conversationId: getId(t.conversationId()),
    epoch: t.epoch(),
    entries: getAll(t.entriesLength(), (i) => t.entries(i), decodeEntry),
    hops: nullable(t.hops(), getHopTimes),
  }),
};
