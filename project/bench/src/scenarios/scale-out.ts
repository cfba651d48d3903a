import type { Tier } from '../../../../scripts/tiers.ts';
import { runLoad } from '../measure/run-load.ts';
import { numberText } from '../report/number-text.ts';
import type { BenchContext, Scenario, Verdict } from '../scenario.ts';
import { type GodwitArm, startGodwitArm } from '../system/godwit-arm.ts';
import { duringLoad } from './during/during-load.ts';
import { metricSum, readMetrics } from './metrics/read-metrics.ts';
import { figures } from './scale-out/figures.ts';
import { cpuOf, cpuRatios, nameOf, type Sample, type Shape } from './scale-out/sample.ts';
import { atLeast, atMost } from './verdicts/limit-verdict.ts';

const LOAD = { pairs: 100, warmupSeconds: 2, seconds: 6, bodyBytes: 120, connectsAtOnce: 20 };
const PRIMING = { ...LOAD, rate: 4_000, warmupSeconds: 0, seconds: 3 };
const ONE_EACH: Shape = { access: 1, logic: 1 };
const TWO_ACCESS: Shape = { access: 2, logic: 1 };
const TWO_LOGIC: Shape = { access: 1, logic: 2 };
const SHAPES = [ONE_EACH, TWO_ACCESS, TWO_LOGIC, { access: 2, logic: 2 }];
/** Messages a second of the whole system; the second is twice the first. */
const RATES = [4_000, 8_000] as const;
const COMMITTED = 'godwit_entries_committed_total';
const MAX_RATIO = 1.1;
/** A process that does less than this part of an even share has no part in the work. */
const MIN_SHARE = 0.5;

export const scaleOut: Scenario = {
  name: 'scale-out',
  about: 'what a second access and a second logic process cost: CPU of all servers per message, all on one machine',
  targets: ['P12'],
  quick: false,
  async run(context) {
    const systems: { shape: Shape; arm: GodwitArm }[] = [];
    try {
      for (const shape of SHAPES) systems.push({ shape, arm: await startGodwitArm({ world: shape }) });
      for (const { arm } of systems) await runLoad(arm, PRIMING, context.signal);
      const samples = await runRounds(systems, context);
      return { figures: figures(samples, SHAPES, RATES), plots: [], verdicts: verdicts(samples), notes: notes(samples) };
    } finally {
      await Promise.all(systems.map(({ arm }) => arm.close()));
    }
  },
};

type Systems = readonly { readonly shape: Shape; readonly arm: GodwitArm }[];

/** All shapes at one rate, then all at the next, so that what is compared was measured within a minute. */
async function runRounds(systems: Systems, { repeats, signal, progress }: BenchContext): Promise<Sample[]> {
  const samples: Sample[] = [];
  for (let round = 1; round <= repeats; round++)
    for (const rate of RATES)
      for (const { shape, arm } of round % 2 === 1 ? systems : systems.toReversed()) {
        const sample = { shape, rate, round, ...(await measure(arm, rate, signal)) };
        samples.push(sample);
        progress(`round ${round}/${repeats}  ${describe(sample)}`);
      }
  return samples;
}

async function measure(arm: GodwitArm, rate: number, signal: AbortSignal): Promise<Pick<Sample, 'run' | 'shares'>> {
  const before = await each(arm.world.logic, COMMITTED);
  const { run, result: sessions } = await duringLoad(arm, { ...LOAD, rate }, signal, () =>
    each(arm.world.access, 'godwit_access_sessions'),
  );
  const committed = (await each(arm.world.logic, COMMITTED)).map((after, index) => after - before[index]!);
  return { run, shares: { access: sharesOf(sessions), logic: sharesOf(committed) } };
}

const each = (tiers: readonly Tier[], metric: string): Promise<number[]> =>
  Promise.all(tiers.map(async (tier) => metricSum(await readMetrics(tier), metric)));

function sharesOf(counts: readonly number[]): number[] {
  const all = counts.reduce((sum, count) => sum + count, 0);
  return counts.map((count) => count / all);
}

const percents = (shares: readonly number[]): string => shares.map((share) => `${(share * 100).toFixed(0)} %`).join(' + ');

const describe = (sample: Sample): string =>
  [
    `${nameOf(sample.shape)} at ${numberText(sample.rate)}/s: ${cpuOf(sample).toFixed(0)} µs of server CPU a message`,
    `P99 ${sample.run.deliveries.percentileMs(99).toFixed(1)} ms`,
    `sessions ${percents(sample.shares.access)}`,
    `messages ${percents(sample.shares.logic)}`,
  ].join(', ');

/** A second process for the same messages pays what each process pays for itself; for twice as many it should pay nothing more. */
function verdicts(samples: readonly Sample[]): Verdict[] {
  const [low, high] = RATES;
  const base = (rate: number) => ({ shape: ONE_EACH, rate });
  const cost = (shape: Shape, rate: number, baseRate: number): Verdict =>
    atMost(MAX_RATIO, {
      target: 'P12',
      claim: `CPU per message with ${nameOf(shape)} at ${numberText(rate)}/s, divided by that with one each at ${numberText(baseRate)}/s,`,
      runs: cpuRatios(samples, { shape, rate }, base(baseRate)),
      unit: '',
    });
  const least = samples.flatMap(({ shares }) => [shares.access, shares.logic].map((all) => Math.min(...all) * all.length));
  return [
    ...[TWO_ACCESS, TWO_LOGIC].flatMap((shape) => [cost(shape, high, low), cost(shape, high, high)]),
    atLeast(MIN_SHARE, {
      target: 'P12',
      claim: 'part of an even share of sessions and messages that the least busy process has,',
      runs: [Math.min(...least)],
      unit: '',
    }),
  ];
}

function notes(samples: readonly Sample[]): string[] {
  return samples.flatMap(({ shape, rate, round, run }) =>
    [
      ...run.voids.map((why) => `void: ${why}`),
      ...run.wrongs.map((why) => `wrong: ${why}`),
      ...(run.delivered < run.scheduled
        ? [`void: ${run.scheduled - run.delivered} of ${run.scheduled} messages were not delivered in time`]
        : []),
    ].map((why) => `${nameOf(shape)} at ${numberText(rate)}/s in round ${round}: ${why}`),
  );
}
