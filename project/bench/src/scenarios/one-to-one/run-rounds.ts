import type { Arm, ArmName } from '../../arm.ts';
import { runLoad, type LoadRun } from '../../measure/run-load.ts';
import type { BenchContext } from '../../scenario.ts';

export interface RoundPlan {
  readonly pairs: number;
  readonly rates: readonly number[];
  /** Highest rate at which an arm is tried; default: all. */
  readonly maxRate: Partial<Record<ArmName, number>>;
  /** Not measured, so that the first figures are not those of code that is still being compiled. */
  readonly primingRate: number;
  readonly primingSeconds: number;
  readonly warmupSeconds: number;
  readonly seconds: number;
}

export interface Sample {
  readonly arm: ArmName;
  readonly rate: number;
  readonly round: number;
  readonly run: LoadRun;
}

const BODY_BYTES = 120;
const CONNECTS_AT_ONCE = 20;
/** An arm that was so slow is not tried at higher rates in the same round. */
const HOPELESS_P99_MS = 2_000;

/** All arms at the first rate, then all at the next, so that what is compared was measured within seconds. The order turns round each time. */
export async function runRounds(arms: readonly Arm[], plan: RoundPlan, { repeats, signal, progress }: BenchContext): Promise<Sample[]> {
  const samples: Sample[] = [];
  const load = {
    pairs: plan.pairs,
    warmupSeconds: plan.warmupSeconds,
    seconds: plan.seconds,
    bodyBytes: BODY_BYTES,
    connectsAtOnce: CONNECTS_AT_ONCE,
  };
  for (const arm of arms) {
    await arm.prepare(plan.pairs);
    const rate = Math.min(plan.primingRate, plan.maxRate[arm.name] ?? Infinity);
    progress(`priming ${arm.name} at ${rate}/s`);
    await runLoad(arm, { ...load, rate, warmupSeconds: 0, seconds: plan.primingSeconds }, signal);
  }
  for (let round = 1; round <= repeats; round++) {
    const hopeless = new Set<ArmName>();
    for (const rate of plan.rates) {
      for (const arm of round % 2 === 1 ? arms : arms.toReversed()) {
        if (rate > (plan.maxRate[arm.name] ?? Infinity) || hopeless.has(arm.name)) continue;
        const run = await runLoad(arm, { ...load, rate }, signal);
        samples.push({ arm: arm.name, rate, round, run });
        progress(`round ${round}/${repeats}  ${describe(arm.name, rate, run)}`);
        if (run.deliveries.percentileMs(99) > HOPELESS_P99_MS) hopeless.add(arm.name);
      }
    }
  }
  return samples;
}

function describe(arm: ArmName, rate: number, run: LoadRun): string {
  const { deliveries, voids, wrongs, scheduled, delivered } = run;
  const cpu = Object.values(run.cpuMicrosPerMessage).reduce((sum, micros) => sum + micros, 0);
  const latency = [50, 95, 99].map((percent) => deliveries.percentileMs(percent).toFixed(1)).join(' / ');
  return [
    `${arm.padEnd(8)} ${String(rate).padStart(6)}/s  P50/P95/P99 ${latency} ms, server CPU ${cpu.toFixed(0)} µs a message`,
    ...(delivered < scheduled ? [`${scheduled - delivered} of ${scheduled} not delivered`] : []),
    ...voids.map((why) => `void: ${why}`),
    ...wrongs,
  ].join('; ');
}
