import type { Id } from '../../ids/id.js';
import { type Builder, getId, type Offset, putId } from '../flatbuffer.js';
import { DeliveryReceipt as T } from '../generated/delivery-receipt.js';

/** Everything up to deliveredSeq reached a device of the user. */
export interface DeliveryReceipt {
  readonly conversationId: Id;
  readonly userId: Id;
  readonly deliveredSeq: number;
}

export function encodeDeliveryReceipt(b: Builder, m: DeliveryReceipt): Offset {
  T.startDeliveryReceipt(b);
  T.addConversationId(b, putId(b, m.conversationId));
  T.addUserId(b, putId(b, m.userId));
  T.addDeliveredSeq(b, m.deliveredSeq);
  return T.endDeliveryReceipt(b);
}

export const decodeDeliveryReceipt = (t: T): DeliveryReceipt => ({
  conversationId: getId(t.conversationId()),
  userId: getId(t.userId()),
  deliveredSeq: t.deliveredSeq(),
});
