import type { Codec } from '../codec.js';
import { getString, putString } from '../flatbuffer.js';
import { AccessBody } from '../generated/access-body.js';
import { PublisherHeartbeat as T } from '../generated/publisher-heartbeat.js';

/** The last counter of a publisher, every second. */
export interface PublisherHeartbeat {
  readonly publisher: string;
  readonly publisherEpoch: number;
  readonly counter: number;
}

export const publisherHeartbeat: Codec<PublisherHeartbeat, T> = {
  type: AccessBody.PublisherHeartbeat,
  table: T,
  put(b, m) {
    const publisher = putString(b, m.publisher);
    T.startPublisherHeartbeat(b);
    T.addPublisher(b, publisher);
    T.addPublisherEpoch(b, m.publisherEpoch);
    T.addCounter(b, m.counter);
    return T.endPublisherHeartbeat(b);
  },
  get: (t) => ({
    publisher: getString(t.publisher()),
    publisherEpoch: t.publisherEpoch(),
    counter: t.counter(),
  }),
};
