import { type Builder, getAll, getString, type Offset, putAll, putString } from '../flatbuffer.js';
import { Downstream as T } from '../generated/downstream.js';
import { decodeDelivery, type Delivery, encodeDelivery } from './delivery.js';

/** logic → one access node. counter: 1, 2, 3 … per publisher, publisherEpoch and node; a hole is a lost envelope. expiresAt: ms. */
export interface Downstream {
  readonly publisher: string;
  readonly publisherEpoch: number;
  readonly counter: number;
  readonly expiresAt: number;
  readonly deliveries: Delivery[];
}

export function encodeDownstream(b: Builder, m: Downstream): Offset {
  const publisher = putString(b, m.publisher);
  const deliveries = putAll(b, m.deliveries, encodeDelivery);
  T.startDownstream(b);
  T.addPublisher(b, publisher);
  T.addPublisherEpoch(b, m.publisherEpoch);
  T.addCounter(b, m.counter);
  T.addExpiresAt(b, m.expiresAt);
  T.addDeliveries(b, deliveries);
  return T.endDownstream(b);
}

export const decodeDownstream = (t: T): Downstream => ({
  publisher: getString(t.publisher()),
  publisherEpoch: t.publisherEpoch(),
  counter: t.counter(),
  expiresAt: t.expiresAt(),
  deliveries: getAll(t.deliveriesLength(), (i) => t.deliveries(i), decodeDelivery),
});
