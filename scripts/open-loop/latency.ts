/** Latencies in milliseconds, kept as samples: a run is bounded (seconds × rate), so nothing is lost to buckets. */
export class Latencies {
  readonly #samples: number[] = [];

  record(ms: number): void {
    this.#samples.push(ms);
  }

  get count(): number {
    return this.#samples.length;
  }

  /** Value below which the share `p` (0–1) of the samples lies; 0 when there are none. */
  percentiles(shares: readonly number[]): number[] {
    const sorted = Float64Array.from(this.#samples).sort();
    return shares.map((p) => sorted[Math.min(sorted.length - 1, Math.floor(p * sorted.length))] ?? 0);
  }
}
