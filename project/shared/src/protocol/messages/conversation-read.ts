import type { Id } from '../../ids/id.js';
import type { Codec } from '../codec.js';
import { getId, putId } from '../flatbuffer.js';
import { Body } from '../generated/body.js';
import { ConversationRead as T } from '../generated/conversation-read.js';

/** The user has read up to readSeq; marks only move forward. */
export interface ConversationRead {
  readonly conversationId: Id;
  readonly readSeq: number;
}

export const conversationRead: Codec<ConversationRead, T> = {
  type: Body.ConversationRead,
  table: T,
  put(b, m) {
    T.startConversationRead(b);
    T.addConversationId(b, putId(b, m.conversationId));
    T.addReadSeq(b, m.readSeq);
    return T.endConversationRead(b);
  },
  get: (t) => ({ conversationId: getId(t.conversationId()), readSeq: t.readSeq() }),
};
