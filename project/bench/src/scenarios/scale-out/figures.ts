import type { Figure } from '../../scenario.ts';
import { type Condition, countedRuns, cpuOf, cpuRatios, nameOf, type Sample, type Shape } from './sample.ts';

export function figures(samples: readonly Sample[], shapes: readonly Shape[], rates: readonly number[]): Figure[] {
  const conditions = rates.flatMap((rate) => shapes.map((shape): Condition => ({ shape, rate })));
  const at = ({ shape, rate }: Condition): Figure['at'] => ({ 'rate/s': rate, processes: nameOf(shape) });
  const per = (name: string, unit: string, value: (sample: Sample) => number): Figure[] =>
    conditions.map((one) => ({ name, unit, arm: 'godwit', at: at(one), runs: countedRuns(samples, one).map(value) }));
  const tiers = [...new Set(samples.flatMap(({ run }) => Object.keys(run.cpuMicrosPerMessage).map(tierOf)))];
  return [
    ...per('server CPU per message', 'µs', cpuOf),
    ...tiers.flatMap((tier) =>
      per('CPU per message by tier', 'µs', (sample) => cpuOfTier(sample, tier)).map((figure) => ({ ...figure, column: tier })),
    ),
    ...per('delivery latency P99', 'ms', ({ run }) => run.deliveries.percentileMs(99)),
    ...conditions
      .filter(({ shape }) => shape !== shapes[0])
      .map((one): Figure => ({
        name: 'server CPU per message',
        unit: 'ratio to one process of each at the same rate, within a round',
        arm: 'godwit',
        at: at(one),
        runs: cpuRatios(samples, one, { ...one, shape: shapes[0]! }),
      })),
  ];
}

/** Second and further processes of a tier are named `access 2`. */
const tierOf = (process: string): string => process.split(' ')[0] ?? process;

const cpuOfTier = ({ run }: Sample, tier: string): number =>
  Object.entries(run.cpuMicrosPerMessage).reduce((sum, [process, micros]) => sum + (tierOf(process) === tier ? micros : 0), 0);
