// The life of a generator process of a comparison arm (Node), as that of our own generator: plan on standard input, sessions, warm-up,
// measured time, drain; LoadEvents on standard output. Only how a session is opened differs between the arms.
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Load, LoadEvent } from '../../arm.ts';
import { openLoop } from '../../generator/open-loop.ts';
import { Tally } from '../../generator/tally.ts';
import { type Connector, openPairs } from './open-pairs.ts';
import type { PairLoad } from './pair-load.ts';

const DRAIN_MS = 5_000;
const DRAIN_POLL_MS = 20;

export interface ArmPlan<Pair> {
  readonly load: Load;
  readonly pairs: readonly Pair[];
}

const print = (event: LoadEvent): void => console.log(JSON.stringify(event));

/** Ends the process after the result; without a rate the sessions stay until SIGTERM. */
export async function runGenerator<Plan extends ArmPlan<Pair>, Pair = Plan['pairs'][number]>(
  connectorOf: (plan: Plan) => Connector<Pair>,
): Promise<void> {
  process.once('SIGTERM', () => process.exit(0));
  const plan = JSON.parse(await text(process.stdin)) as Plan;
  const { pairs, load } = plan;
  const tally = new Tally();
  const start = performance.now();
  const open = await openPairs(pairs, load.connectsAtOnce, connectorOf(plan), tally);
  print({
    event: 'connected',
    sessions: tally.connects.count,
    failed: tally.counts.failedConnects,
    seconds: (performance.now() - start) / 1000,
    connectUs: tally.connects.encoded(),
  });
  if (load.rate === 0) return;
  await measure(load, open, tally);
  process.exit(0);
}

async function measure({ rate, warmupSeconds, seconds }: Load, pairs: readonly PairLoad[], tally: Tally): Promise<void> {
  const send =
    (measured: boolean) =>
    (n: number, dueAtMs: number): void =>
      pairs[n % pairs.length]?.schedule(dueAtMs, measured);
  await openLoop(rate, warmupSeconds, send(false));
  print({ event: 'measuring' });
  const start = performance.now();
  const cpu = process.cpuUsage();
  await openLoop(rate, seconds, send(true));
  const { user, system } = process.cpuUsage(cpu);
  const busyShare = (user + system) / 1000 / (performance.now() - start);
  print({ event: 'measured', busyShare, scheduleLagUs: tally.scheduleLag.encoded() });
  await drained(tally);
  const { failedConnects: _, expected: __, ...result } = tally.counts;
  print({ event: 'result', ...result, deliveryUs: tally.deliveries.encoded(), ackUs: tally.acks.encoded() });
}

/** An ack may come behind its delivery. */
async function drained({ counts }: Tally): Promise<void> {
  const end = performance.now() + DRAIN_MS;
  while ((counts.delivered < counts.expected || counts.acked < counts.expected) && performance.now() < end) await sleep(DRAIN_POLL_MS);
}
