import { Latencies } from '../measure/latencies.ts';

/** What one generator process has counted; of the messages that are measured, except where it says otherwise. */
export class Tally {
  readonly connects = new Latencies();
  readonly scheduleLag = new Latencies();
  readonly acks = new Latencies();
  readonly deliveries = new Latencies();
  readonly counts = {
    failedConnects: 0,
    scheduled: 0,
    acked: 0,
    /** With those of the warm-up. */
    ackedInAll: 0,
    /** Copies: one per receiver. */
    delivered: 0,
    /** Copies that are still to come or will never come. */
    expected: 0,
    refused: 0,
    /** Both over the whole run. */
    doubled: 0,
    disordered: 0,
  };
}
