import { build, decodeFromCompressedBase64, encodeIntoCompressedBase64, type Histogram } from 'hdr-histogram-js';

const MAX_US = 120_000_000;
const SIGNIFICANT_DIGITS = 3;

/** Latencies as an HDR histogram of microseconds: every value is kept to 3 digits, and histograms of several processes add up exactly. */
export class Latencies {
  readonly #histogram: Histogram = build({
    lowestDiscernibleValue: 1,
    highestTrackableValue: MAX_US,
    numberOfSignificantValueDigits: SIGNIFICANT_DIGITS,
    bitBucketSize: 32,
  });

  /** Of what encoded() gave, here or in other processes. */
  static merged(encoded: readonly string[]): Latencies {
    const all = new Latencies();
    for (const one of encoded) all.#histogram.add(decodeFromCompressedBase64(one, 32));
    return all;
  }

  /** Over two minutes counts as two minutes. */
  recordMs(ms: number): void {
    this.#histogram.recordValue(Math.min(MAX_US, Math.max(1, Math.round(ms * 1000))));
  }

  get count(): number {
    return this.#histogram.totalCount;
  }

  get maxMs(): number {
    return this.#histogram.maxValue / 1000;
  }

  /** Value in ms that `percent` (0–100) of the latencies do not exceed; 0 when there are none. */
  percentileMs(percent: number): number {
    return this.#histogram.getValueAtPercentile(percent) / 1000;
  }

  encoded(): string {
    return encodeIntoCompressedBase64(this.#histogram);
  }
}
