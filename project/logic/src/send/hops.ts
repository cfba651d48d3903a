// Hops 4 to 7: where the time of a message goes on the server, for its push, its ack and the histograms.
import type { Metrics } from '@godwit/shared/metrics';
import type { HopTimes } from '@godwit/shared/protocol/messages/hop-times';
import type { Origin } from '../session-ref.js';
import type { PendingEntry } from './pending-entry.js';

/** Of one batch. Epoch ms and monotonic ms of the same moment say what forwarding took: access has another clock. */
export interface BatchTimes {
  readonly beganMs: number;
  readonly committedMs: number;
  readonly publishedMs: number;
  readonly epochMs: number;
}

export const hopsOf = ({ receivedAt, arrivedMs }: Origin, times: BatchTimes): HopTimes => ({
  receivedAt,
  forwardMs: times.epochMs - (times.publishedMs - arrivedMs) - receivedAt,
  queueMs: times.beganMs - arrivedMs,
  commitMs: times.committedMs - times.beganMs,
  publishMs: times.publishedMs - times.committedMs,
});

/** hop_seconds of this tier. */
export interface HopMetrics {
  readonly forwarded: (ms: number, frames: number) => void;
  /** After what follows of the batch was handed to NATS. */
  readonly batch: (batch: readonly PendingEntry[], times: Omit<BatchTimes, 'epochMs'>) => void;
}

export function createHopMetrics(metrics: Metrics): HopMetrics {
  const help =
    'Time of messages in each hop on the server: forward (access to logic), queue, commit, publish; access has deliver and write.';
  const { forward, queue, commit, publish } = metrics.timings('hop_seconds', help, 'hop', ['forward', 'queue', 'commit', 'publish']);
  return {
    forwarded: (ms, frames) => {
      forward.observe(ms, frames);
    },
    batch: (batch, { beganMs, committedMs, publishedMs }) => {
      for (const { request } of batch) queue.observe(beganMs - request.origin.arrivedMs);
      commit.observe(committedMs - beganMs, batch.length);
      publish.observe(publishedMs - committedMs, batch.length);
    },
  };
}
