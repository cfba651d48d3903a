// Hop 3: bytes of a lane → frames of a session. Bounded: one chunk at a time; while the session says wait, nothing is read
// and the peer's flow control fills.
import type { Clock } from '@godwit/shared/clock';
import type { InboundLane } from './inbound-lane.js';

export interface FrameSink {
  /** A promise: nothing more of this lane may come before it settled. The bytes are only valid during the call, or until then. */
  receive(lane: InboundLane, frame: Uint8Array): Promise<void> | undefined;
  refuseFrame(declaredBytes: number): void;
}

/** Resolves when the lane has ended or holds something that is too large to be read. */
export async function readFrames(lane: InboundLane, sink: FrameSink, clock: Clock): Promise<void> {
  while (await lane.read(() => clock.monotonic())) {
    for (let read = lane.next(clock.monotonic()); read.at !== 'need-more'; read = lane.next(clock.monotonic())) {
      if (read.at === 'too-large') {
        sink.refuseFrame(read.declared);
        return;
      }
      const wait = sink.receive(lane, read.bytes);
      if (wait !== undefined) await wait;
    }
  }
}
