import type { LedgerEvent } from '../ledger/ledger-event.ts';
import type { Rule } from './rule.ts';

const BUCKET_MS = 100;

/** How the acks were spread over time. Judges nothing. */
export class FlowRule implements Rule {
  readonly #buckets = new Map<number, number>();

  take(event: LedgerEvent): void {
    if (event.do !== 'ack') return;
    const bucket = Math.floor(event.at / BUCKET_MS);
    this.#buckets.set(bucket, (this.#buckets.get(bucket) ?? 0) + 1);
  }

  end(): void {
    // nothing to judge
  }

  get facts(): { readonly longestSilenceMs: number } {
    const buckets = [...this.#buckets.keys()].sort((a, b) => a - b);
    const gaps = buckets.map((bucket, index) => bucket - (buckets[index - 1] ?? bucket));
    return { longestSilenceMs: gaps.reduce((longest, gap) => Math.max(longest, gap), 0) * BUCKET_MS };
  }

  /** Acks from `fromMs` until `toMs`, ms since 1970. */
  acksBetween(fromMs: number, toMs: number): number {
    let acks = 0;
    for (let bucket = Math.floor(fromMs / BUCKET_MS); bucket * BUCKET_MS < toMs; bucket += 1) acks += this.#buckets.get(bucket) ?? 0;
    return acks;
  }
}
