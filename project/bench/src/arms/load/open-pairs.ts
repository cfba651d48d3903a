import { setTimeout as sleep } from 'node:timers/promises';
import { printEvent } from '../../generator/print-event.ts';
import type { Tally } from '../../generator/tally.ts';
import { PairLoad } from './pair-load.ts';

/** A session that is not up by then ends the run. */
const GIVE_UP_MS = 60_000;
const RETRY_MS = 100;

export interface SendSession {
  /** One batch: the numbers of its messages. */
  send(numbers: readonly number[]): void;
}

/** How one arm opens the sessions of a sender and his receivers; they report what they hear to the load. */
export interface Connector<Pair> {
  /** Default: one. */
  readonly receivers?: (pair: Pair) => number;
  /** `n` counts from 0. */
  receiver(pair: Pair, delivered: (number: number) => void, n: number): Promise<void>;
  sender(pair: Pair, load: PairLoad): Promise<SendSession>;
}

/** Opens both sessions of all pairs, `atOnce` at a time, and prints how long that took. */
export async function openPairs<Pair>(
  pairs: readonly Pair[],
  atOnce: number,
  connector: Connector<Pair>,
  tally: Tally,
): Promise<readonly PairLoad[]> {
  const waiting = [...pairs];
  const loads: PairLoad[] = [];
  const worker = async (): Promise<void> => {
    for (let pair = waiting.shift(); pair !== undefined; pair = waiting.shift()) loads.push(await openPair(pair, connector, tally));
  };
  const start = performance.now();
  await Promise.all(Array.from({ length: atOnce }, worker));
  printEvent({
    event: 'connected',
    sessions: tally.connects.count,
    failed: tally.counts.failedConnects,
    seconds: (performance.now() - start) / 1000,
    connectUs: tally.connects.encoded(),
  });
  return loads;
}

async function openPair<Pair>(pair: Pair, connector: Connector<Pair>, tally: Tally): Promise<PairLoad> {
  const receivers = connector.receivers?.(pair) ?? 1;
  const load = new PairLoad(tally, (numbers) => sender.send(numbers), receivers);
  for (let n = 0; n < receivers; n += 1) {
    const delivered = load.receiver();
    await retried(() => connector.receiver(pair, delivered, n), tally);
  }
  const sender = await retried(() => connector.sender(pair, load), tally);
  return load;
}

/** Times count from the first attempt. */
async function retried<T>(open: () => Promise<T>, tally: Tally): Promise<T> {
  const start = performance.now();
  for (;;) {
    try {
      const session = await open();
      tally.connects.recordMs(performance.now() - start);
      return session;
    } catch (error) {
      tally.counts.failedConnects += 1;
      if (performance.now() - start > GIVE_UP_MS) throw error;
      await sleep(RETRY_MS * Math.random());
    }
  }
}
