// What is counted of every frame and write, by all sessions of the process.
import { FrameCounts } from '@godwit/shared/frame-counts';
import type { Metrics } from '@godwit/shared/metrics';

export interface Traffic {
  readonly frames: Pick<FrameCounts, 'received' | 'sent'>;
  /** A write was taken. */
  readonly written: (ms: number, frames: number) => void;
  /** Pushes and answers came from logic. */
  readonly arrived: (ms: number, frames: number) => void;
}

export function accessTraffic(metrics: Metrics): Traffic {
  const help = 'Time of pushes and answers in each hop of this tier: deliver (logic to access), write (until the connection took it).';
  const { deliver, write } = metrics.timings('hop_seconds', help, 'hop', ['deliver', 'write']);
  return {
    frames: new FrameCounts(metrics),
    written: (ms, frames) => {
      write.observe(ms, frames);
    },
    arrived: (ms, frames) => {
      deliver.observe(ms, frames);
    },
  };
}
