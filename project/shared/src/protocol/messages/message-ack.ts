import type { Id } from '../../ids/id.js';
import type { Codec } from '../codec.js';
import { getAll, getId, nullable, putAll, putId } from '../flatbuffer.js';
import { Body } from '../generated/body.js';
import { MessageAck as T } from '../generated/message-ack.js';
import { type AckResult, decodeAckResult, encodeAckResult } from './ack-result.js';
import { getHopTimes, type HopTimes, putHopTimes } from './hop-times.js';

/** Outcome of a UserMessage, after COMMIT; results in the order of its entries. */
export interface MessageAck {
  readonly conversationId: Id;
  readonly results: AckResult[];
  /** Of the frame that is answered; null: no batch, or an older server. */
  readonly hops?: HopTimes | null;
}

export const messageAck: Codec<MessageAck, T> = {
  type: Body.MessageAck,
  table: T,
  put(b, m) {
    const results = putAll(b, m.results, encodeAckResult);
    T.startMessageAck(b);
    T.addConversationId(b, putId(b, m.conversationId));
    T.addResults(b, results);
    T.addHops(b, putHopTimes(b, m.hops));
    return T.endMessageAck(b);
  },
  get: (t) => ({
    conversationId: getId(t.conversationId()),
    results: getAll(t.resultsLength(), (i) => t.results(i), decodeAckResult),
    hops: nullable(t.hops(), getHopTimes),
  }),
};
