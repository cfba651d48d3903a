import type { LedgerSource } from '../ledger/ledger.ts';
import type { LedgerEvent } from '../ledger/ledger-event.ts';

const LONGEST_MS = 60_000;

/** From the send to “sent” on the device, and to its appearance on each other device; 99 of 100 were not slower. To 1 ms. */
export interface Latencies {
  readonly ackP99Ms: number;
  readonly showP99Ms: number;
}

/** Reads the ledgers twice: a device may show what another ledger tells the sending of. */
export async function measureLatency(ledgers: readonly LedgerSource[]): Promise<Latencies> {
  const sentAt = new Map<string, number>();
  const acks = new Uint32Array(LONGEST_MS + 1);
  const shows = new Uint32Array(LONGEST_MS + 1);
  await each(ledgers, (event) => {
    if (event.do === 'invoke') for (const text of event.texts) sentAt.set(text, event.at);
  });
  const count = (histogram: Uint32Array, text: string, at: number): void => {
    const sent = sentAt.get(text);
    if (sent === undefined) return;
    const ms = Math.min(LONGEST_MS, Math.max(0, at - sent));
    histogram[ms] = (histogram[ms] ?? 0) + 1;
  };
  await each(ledgers, (event) => {
    if (event.do === 'ack') count(acks, event.text, event.at);
    if (event.do === 'show') for (const [, text] of event.entries) count(shows, text, event.at);
  });
  return { ackP99Ms: percentile(acks, 0.99), showP99Ms: percentile(shows, 0.99) };
}

async function each(ledgers: readonly LedgerSource[], take: (event: LedgerEvent) => void): Promise<void> {
  for (const ledger of ledgers) {
    for await (const events of ledger.read()) for (const event of events) take(event);
  }
}

function percentile(histogram: Uint32Array, share: number): number {
  const total = histogram.reduce((sum, count) => sum + count, 0);
  let below = 0;
  return histogram.findIndex((count) => (below += count) >= total * share);
}
