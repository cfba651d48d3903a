import type { Id } from '../../ids/id.js';
import { type Builder, getId, type Offset, putId } from '../flatbuffer.js';
import { AckResult as T } from '../generated/ack-result.js';

/** Outcome of one entry. code: 0 = committed, else a number of the error catalog. createdAt: ms. */
export interface AckResult {
  readonly clientMsgId: Id;
  readonly code: number;
  readonly messageId: Id;
  readonly seq: number;
  readonly countableNo: number;
  readonly createdAt: number;
  readonly retryAfterMs: number;
}

export function encodeAckResult(b: Builder, m: AckResult): Offset {
  T.startAckResult(b);
  T.addClientMsgId(b, putId(b, m.clientMsgId));
  T.addCode(b, m.code);
  T.addMessageId(b, putId(b, m.messageId));
  T.addSeq(b, m.seq);
  T.addCountableNo(b, m.countableNo);
  T.addCreatedAt(b, m.createdAt);
  T.addRetryAfterMs(b, m.retryAfterMs);
  return T.endAckResult(b);
}

export const decodeAckResult = (t: T): AckResult => ({
  clientMsgId: getId(t.clientMsgId()),
  code: t.code(),
  messageId: getId(t.messageId()),
  seq: t.seq(),
  countableNo: t.countableNo(),
  createdAt: t.createdAt(),
  retryAfterMs: t.retryAfterMs(),
});
