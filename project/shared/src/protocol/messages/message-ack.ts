import type { Id } from '../../ids/id.js';
import { type Builder, getAll, getId, type Offset, putAll, putId } from '../flatbuffer.js';
import { MessageAck as T } from '../generated/message-ack.js';
import { type AckResult, decodeAckResult, encodeAckResult } from './ack-result.js';

/** Outcome of a UserMessage, after COMMIT; results in the order of its entries. */
export interface MessageAck {
  readonly conversationId: Id;
  readonly results: AckResult[];
}

export function encodeMessageAck(b: Builder, m: MessageAck): Offset {
  const results = putAll(b, m.results, encodeAckResult);
  T.startMessageAck(b);
  T.addConversationId(b, putId(b, m.conversationId));
  T.addResults(b, results);
  return T.endMessageAck(b);
}

export const decodeMessageAck = (t: T): MessageAck => ({
  conversationId: getId(t.conversationId()),
  results: getAll(t.resultsLength(), (i) => t.results(i), decodeAckResult),
});
