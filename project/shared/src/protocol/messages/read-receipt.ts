import type { Id } from '../../ids/id.js';
import { type Builder, getId, type Offset, putId } from '../flatbuffer.js';
import { ReadReceipt as T } from '../generated/read-receipt.js';

/** Someone read up to readSeq. readAt: ms. */
export interface ReadReceipt {
  readonly conversationId: Id;
  readonly readerId: Id;
  readonly readSeq: number;
  readonly readAt: number;
}

export function encodeReadReceipt(b: Builder, m: ReadReceipt): Offset {
  T.startReadReceipt(b);
  T.addConversationId(b, putId(b, m.conversationId));
  T.addReaderId(b, putId(b, m.readerId));
  T.addReadSeq(b, m.readSeq);
  T.addReadAt(b, m.readAt);
  return T.endReadReceipt(b);
}

export const decodeReadReceipt = (t: T): ReadReceipt => ({
  conversationId: getId(t.conversationId()),
  readerId: getId(t.readerId()),
  readSeq: t.readSeq(),
  readAt: t.readAt(),
});
