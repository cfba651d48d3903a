import type { Id } from '../../ids/id.js';
import { type Builder, getId, type Offset, putId } from '../flatbuffer.js';
import { ConversationRead as T } from '../generated/conversation-read.js';

/** The user has read up to readSeq; marks only move forward. */
export interface ConversationRead {
  readonly conversationId: Id;
  readonly readSeq: number;
}

export function encodeConversationRead(b: Builder, m: ConversationRead): Offset {
  T.startConversationRead(b);
  T.addConversationId(b, putId(b, m.conversationId));
  T.addReadSeq(b, m.readSeq);
  return T.endConversationRead(b);
}

export const decodeConversationRead = (t: T): ConversationRead => ({ conversationId: getId(t.conversationId()), readSeq: t.readSeq() });
