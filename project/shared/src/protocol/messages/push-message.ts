import type { Id } from '../../ids/id.js';
import { type Builder, getAll, getId, type Offset, putAll, putId } from '../flatbuffer.js';
import { PushMessage as T } from '../generated/push-message.js';
import { decodeEntry, encodeEntry, type Entry } from './entry.js';

/** New entries of a conversation, ascending. Another epoch than the known one: drop the cache and sync. */
export interface PushMessage {
  readonly conversationId: Id;
  readonly epoch: number;
  readonly entries: Entry[];
}

export function encodePushMessage(b: Builder, m: PushMessage): Offset {
  const entries = putAll(b, m.entries, encodeEntry);
  T.startPushMessage(b);
  T.addConversationId(b, putId(b, m.conversationId));
  T.addEpoch(b, m.epoch);
  T.addEntries(b, entries);
  return T.endPushMessage(b);
}

export const decodePushMessage = (t: T): PushMessage => ({
  conversationId: getId(t.conversationId()),
  epoch: t.epoch(),
  entries: getAll(t.entriesLength(), (i) => t.entries(i), decodeEntry),
});
