// Metrics for what happens thousands of times a second: a sample is a few additions to plain numbers, where prom-client's takes 0.5 to 1 µs.
// They become samples of prom-client's registry when they are scraped.

/** One histogram of durations, in ms; counted cumulatively only when it is read. */
export class Timing {
  readonly #boundsMs: readonly number[];
  readonly #counts: Float64Array;
  #sumMs = 0;

  constructor(boundsSeconds: readonly number[]) {
    this.#boundsMs = boundsSeconds.map((seconds) => seconds * 1_000);
    this.#counts = new Float64Array(boundsSeconds.length + 1);
  }

  /** So many took so long. Negative ones, of clocks that differ, count as 0. */
  observe(ms: number, times = 1): void {
    const bounds = this.#boundsMs;
    let bucket = 0;
    while (bucket < bounds.length && ms > bounds[bucket]!) bucket++;
    this.#counts[bucket]! += times;
    if (ms > 0) this.#sumMs += ms * times;
  }

  /** As Prometheus has it: by upper bound in seconds, each with those below it; the last is everything. */
  read(): {
    readonly buckets: readonly (readonly [le: number | '+Inf', count: number])[];
    readonly count: number;
    readonly sumSeconds: number;
  } {
    let count = 0;
    const buckets = [...this.#counts].map((own, i) => [(this.#boundsMs[i] ?? Infinity) / 1_000, (count += own)] as const);
    return {
      buckets: buckets.map(([le, below]) => [le === Infinity ? '+Inf' : le, below]),
      count,
      sumSeconds: this.#sumMs / 1_000,
    };
  }
}
