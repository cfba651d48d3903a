import type { Id } from '../../ids/id.js';
import type { Codec } from '../codec.js';
import { getId, putId } from '../flatbuffer.js';
import { Body } from '../generated/body.js';
import { DeliveryReceipt as T } from '../generated/delivery-receipt.js';

/** Everything up to deliveredSeq reached a device of the user. */
export interface DeliveryReceipt {
  readonly conversationId: Id;
  readonly userId: Id;
  readonly deliveredSeq: number;
}

export const deliveryReceipt: Codec<DeliveryReceipt, T> = {
  type: Body.DeliveryReceipt,
  table: T,
  put(b, m) {
    T.startDeliveryReceipt(b);
    T.addConversationId(b, putId(b, m.conversationId));
    T.addUserId(b, putId(b, m.userId));
    T.addDeliveredSeq(b, m.deliveredSeq);
    return T.endDeliveryReceipt(b);
  },
  get: (t) => ({
    conversationId: getId(t.conversationId()),
    userId: getId(t.userId()),
    deliveredSeq: t.deliveredSeq(),
  }),
};
