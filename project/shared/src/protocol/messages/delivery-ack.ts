import type { Codec } from '../codec.js';
import { getAll, putAll } from '../flatbuffer.js';
import { Body } from '../generated/body.js';
import { DeliveryAck as T } from '../generated/delivery-ack.js';
import { type Cursor, decodeCursor, encodeCursor } from './cursor.js';

/** What a device has received, contiguous cursors in a batch. */
export interface DeliveryAck {
  readonly cursors: Cursor[];
}

export const deliveryAck: Codec<DeliveryAck, T> = {
  type: Body.DeliveryAck,
  table: T,
  put(b, m) {
    const cursors = putAll(b, m.cursors, encodeCursor);
    T.startDeliveryAck(b);
    T.addCursors(b, cursors);
    return T.endDeliveryAck(b);
  },
  get: (t) => ({ cursors: getAll(t.cursorsLength(), (i) => t.cursors(i), decodeCursor) }),
};
