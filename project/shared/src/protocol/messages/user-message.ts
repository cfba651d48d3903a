import type { Id } from '../../ids/id.js';
import type { Codec } from '../codec.js';
import { getAll, getId, putAll, putId } from '../flatbuffer.js';
import { Body } from '../generated/body.js';
import { UserMessage as T } from '../generated/user-message.js';
import { decodeOutgoingEntry, encodeOutgoingEntry, type OutgoingEntry } from './outgoing-entry.js';

/** 1–64 entries for one conversation; the answer is MessageAck. */
export interface UserMessage {
  readonly conversationId: Id;
  readonly entries: OutgoingEntry[];
}

export const userMessage: Codec<UserMessage, T> = {
  type: Body.UserMessage,
  table: T,
  put(b, m) {
    const entries = putAll(b, m.entries, encodeOutgoingEntry);
    T.startUserMessage(b);
    T.addConversationId(b, putId(b, m.conversationId));
    T.addEntries(b, entries);
    return T.endUserMessage(b);
  },
  get: (t) => ({
    conversationId: getId(t.conversationId()),
    entries: getAll(t.entriesLength(), (i) => t.entries(i), decodeOutgoingEntry),
  }),
};
