import type { Id } from '../../ids/id.js';
import type { Codec } from '../codec.js';
import { getId, putId } from '../flatbuffer.js';
import { Body } from '../generated/body.js';
import { ReadReceipt as T } from '../generated/read-receipt.js';

/** Someone read up to readSeq. readAt: ms. */
export interface ReadReceipt {
  readonly conversationId: Id;
  readonly readerId: Id;
  readonly readSeq: number;
  readonly readAt: number;
}

export const readReceipt: Codec<ReadReceipt, T> = {
  type: Body.ReadReceipt,
  table: T,
  put(b, m) {
    T.startReadReceipt(b);
    T.addConversationId(b, putId(b, m.conversationId));
    T.addReaderId(b, putId(b, m.readerId));
    T.addReadSeq(b, m.readSeq);
    T.addReadAt(b, m.readAt);
    return T.endReadReceipt(b);
  },
  get: (t) => ({
    conversationId: getId(t.conversationId()),
    readerId: getId(t.readerId()),
    readSeq: t.readSeq(),
    readAt: t.readAt(),
  }),
};
