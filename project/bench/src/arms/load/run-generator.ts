import { text } from 'node:stream/consumers';
import type { Load } from '../../arm.ts';
import { runSchedule } from '../../generator/run-schedule.ts';
import { Tally } from '../../generator/tally.ts';
import { type Connector, openPairs } from './open-pairs.ts';

export interface ArmPlan<Pair> {
  readonly load: Load;
  readonly pairs: readonly Pair[];
}

/**
 * The whole of a generator process of a comparison arm, with the schedule and the measuring of our own; only how sessions are opened
 * differs. Plan on standard input, LoadEvents on standard output. Without a rate the sessions stay until SIGTERM.
 */
export async function runGenerator<Plan extends ArmPlan<Pair>, Pair = Plan['pairs'][number]>(
  connectorOf: (plan: Plan) => Connector<Pair>,
): Promise<void> {
  process.once('SIGTERM', () => process.exit(0));
  const plan = JSON.parse(await text(process.stdin)) as Plan;
  const tally = new Tally();
  const pairs = await openPairs(plan.pairs, plan.load.connectsAtOnce, connectorOf(plan), tally);
  if (plan.load.rate === 0) return;
  await runSchedule(plan.load, (n, dueAtMs, measured) => pairs[n % pairs.length]?.schedule(dueAtMs, measured), tally);
  process.exit(0);
}
