/** Time as a parameter: machines take a Clock, so that tests decide when a deadline passes. */
export interface Clock {
  /** Wall time, epoch ms. May jump, also backwards. */
  now(): number;
  /** ms since an arbitrary start; never goes back. For durations, leases and deadlines. */
  monotonic(): number;
  /** Runs `fn` once after `ms`; returns its cancellation. */
  setTimeout(fn: () => void, ms: number): () => void;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  setTimeout(fn, ms) {
    const timer = setTimeout(fn, ms);
    return () => {
      clearTimeout(timer);
    };
  },
};
