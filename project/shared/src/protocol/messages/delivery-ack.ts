import { type Builder, getAll, type Offset, putAll } from '../flatbuffer.js';
import { DeliveryAck as T } from '../generated/delivery-ack.js';
import { type Cursor, decodeCursor, encodeCursor } from './cursor.js';

/** What a device has received, contiguous cursors in a batch. */
export interface DeliveryAck {
  readonly cursors: Cursor[];
}

export function encodeDeliveryAck(b: Builder, m: DeliveryAck): Offset {
  const cursors = putAll(b, m.cursors, encodeCursor);
  T.startDeliveryAck(b);
  T.addCursors(b, cursors);
  return T.endDeliveryAck(b);
}

export const decodeDeliveryAck = (t: T): DeliveryAck => ({ cursors: getAll(t.cursorsLength(), (i) => t.cursors(i), decodeCursor) });
