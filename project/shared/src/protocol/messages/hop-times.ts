import type { Builder, Offset } from '../flatbuffer.js';
import { HopTimes as T } from '../generated/hop-times.js';

const STEPS_A_MS = 10;
const MAX_STEPS = 0xffff;

/** Where the time of a message went on the server, in ms; 6,553.5 = that or longer. */
export interface HopTimes {
  /** When access had read it, ms since 1970 by its clock. */
  readonly receivedAt: number;
  /** From there to logic: two clocks, if they are on two machines. */
  readonly forwardMs: number;
  /** Until its commit batch began. */
  readonly queueMs: number;
  /** Until the batch was committed, its checks included. */
  readonly commitMs: number;
  /** Until its push and its ack were made. */
  readonly publishMs: number;
}

const steps = (ms: number): number => Math.min(MAX_STEPS, Math.max(0, Math.round(ms * STEPS_A_MS)));

/** A struct: it must be written between start and end of its table. */
export const putHopTimes = (b: Builder, m: HopTimes | null | undefined): Offset =>
  m ? T.createHopTimes(b, m.receivedAt, steps(m.forwardMs), steps(m.queueMs), steps(m.commitMs), steps(m.publishMs)) : 0;

export const getHopTimes = (t: T): HopTimes => ({
  receivedAt: t.receivedAt(),
  forwardMs: t.forward() / STEPS_A_MS,
  queueMs: t.queue() / STEPS_A_MS,
  commitMs: t.commit() / STEPS_A_MS,
  publishMs: t.publish() / STEPS_A_MS,
});
