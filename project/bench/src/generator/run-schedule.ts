import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Load } from '../arm.ts';
import { openLoop } from './open-loop.ts';
import { printEvent } from './print-event.ts';
import type { Tally } from './tally.ts';

const DRAIN_MS = 5_000;
const DRAIN_POLL_MS = 20;

export type Schedule = (n: number, dueAtMs: number, measured: boolean) => void;

/** Warm-up, measured time, drain; prints what LoadProcess promises. `schedule` hands the n-th message of a phase to its conversation. */
export async function runSchedule(load: Pick<Load, 'rate' | 'warmupSeconds' | 'seconds'>, schedule: Schedule, tally: Tally): Promise<void> {
  await openLoop(load.rate, load.warmupSeconds, (n, dueAtMs) => schedule(n, dueAtMs, false));
  printEvent({ event: 'measuring' });
  const start = performance.now();
  const cpu = process.cpuUsage();
  await openLoop(load.rate, load.seconds, (n, dueAtMs) => schedule(n, dueAtMs, true));
  const { user, system } = process.cpuUsage(cpu);
  const busyShare = (user + system) / 1000 / (performance.now() - start);
  printEvent({ event: 'measured', busyShare, scheduleLagUs: tally.scheduleLag.encoded() });
  await drained(tally);
  const { failedConnects: _, expected: __, ...result } = tally.counts;
  printEvent({ event: 'result', ...result, deliveryUs: tally.deliveries.encoded(), ackUs: tally.acks.encoded() });
}

/** An ack may come behind its deliveries. */
async function drained({ counts }: Tally): Promise<void> {
  const settled = (): boolean => counts.delivered >= counts.expected && counts.acked + counts.refused >= counts.scheduled;
  for (const end = performance.now() + DRAIN_MS; !settled() && performance.now() < end;) await sleep(DRAIN_POLL_MS);
}
