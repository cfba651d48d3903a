import { type Builder, getString, type Offset, putString } from '../flatbuffer.js';
import { PublisherHeartbeat as T } from '../generated/publisher-heartbeat.js';

/** The last counter of a publisher, every second. */
export interface PublisherHeartbeat {
  readonly publisher: string;
  readonly publisherEpoch: number;
  readonly counter: number;
}

export function encodePublisherHeartbeat(b: Builder, m: PublisherHeartbeat): Offset {
  const publisher = putString(b, m.publisher);
  T.startPublisherHeartbeat(b);
  T.addPublisher(b, publisher);
  T.addPublisherEpoch(b, m.publisherEpoch);
  T.addCounter(b, m.counter);
  return T.endPublisherHeartbeat(b);
}

export const decodePublisherHeartbeat = (t: T): PublisherHeartbeat => ({
  publisher: getString(t.publisher()),
  publisherEpoch: t.publisherEpoch(),
  counter: t.counter(),
});
