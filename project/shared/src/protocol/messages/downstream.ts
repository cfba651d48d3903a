import type { Codec } from '../codec.js';
import { getAll, getString, putAll, putString } from '../flatbuffer.js';
import { AccessBody } from '../generated/access-body.js';
import { Downstream as T } from '../generated/downstream.js';
import { decodeDelivery, type Delivery, encodeDelivery } from './delivery.js';

/** How long an envelope of logic is worth anything: it was published so long before its expiresAt. */
export const DOWNSTREAM_TTL_MS = 5_000;

/** logic → one access node. counter: 1, 2, 3 … per publisher, publisherEpoch and node; a hole is a lost envelope. expiresAt: ms. */
export interface Downstream {
  readonly publisher: string;
  readonly publisherEpoch: number;
  readonly counter: number;
  readonly expiresAt: number;
  readonly deliveries: Delivery[];
}

export const downstream: Codec<Downstream, T> = {
  type: AccessBody.Downstream,
  table: T,
  put(b, m) {
    const publisher = putString(b, m.publisher);
    const deliveries = putAll(b, m.deliveries, encodeDelivery);
    T.startDownstream(b);
    T.addPublisher(b, publisher);
    T.addPublisherEpoch(b, m.publisherEpoch);
    T.addCounter(b, m.counter);
    T.addExpiresAt(b, m.expiresAt);
    T.addDeliveries(b, deliveries);
    return T.endDownstream(b);
  },
  get: (t) => ({
    publisher: getString(t.publisher()),
    publisherEpoch: t.publisherEpoch(),
    counter: t.counter(),
    expiresAt: t.expiresAt(),
    deliveries: getAll(t.deliveriesLength(), (i) => t.deliveries(i), decodeDelivery),
  }),
};
