import type { ArmName } from '../../arm.ts';
import type { Figure } from '../../scenario.ts';
import type { Sample } from './run-rounds.ts';
import { cpuPerMessage, type SampleSet } from './sample-set.ts';

const PERCENTILES = [50, 95, 99];

export function figures(samples: SampleSet): Figure[] {
  return [
    ...PERCENTILES.flatMap((percent) =>
      perArm(samples, `delivery latency P${percent}`, 'ms', ({ run }) => run.deliveries.percentileMs(percent)),
    ),
    ...perArm(samples, 'ack latency P99', 'ms', ({ run }) => run.acks.percentileMs(99)),
    ...perArm(samples, 'server CPU per message', 'µs', cpuPerMessage),
    ...cpuRatios(samples),
    ...samples.arms.flatMap((arm) => cpuByTier(samples, arm)),
    ...samples.arms.map((arm): Figure => ({
      name: 'highest rate with P99 < 50 ms',
      unit: 'messages/s',
      arm,
      at: {},
      runs: [samples.highestRate(arm)],
    })),
  ];
}

function perArm(samples: SampleSet, name: string, unit: string, value: (sample: Sample) => number): Figure[] {
  return samples.rates.flatMap((rate) =>
    samples.arms.map((arm) => ({ name, unit, arm, at: { 'rate/s': rate }, runs: samples.at(arm, rate).map(value) })),
  );
}

function cpuRatios(samples: SampleSet): Figure[] {
  const others = samples.arms.filter((arm) => arm !== 'godwit');
  return samples.rates.flatMap((rate) =>
    others.map((other) => ({
      name: 'server CPU per message',
      unit: 'ratio within a round',
      arm: 'godwit' as const,
      column: `godwit : ${other}`,
      at: { 'rate/s': rate },
      runs: samples.ratios('godwit', other, rate, cpuPerMessage),
    })),
  );
}

function cpuByTier(samples: SampleSet, arm: ArmName): Figure[] {
  const tiers = Object.keys(samples.counted.find((sample) => sample.arm === arm)?.run.cpuMicrosPerMessage ?? {});
  const columns: [string, (sample: Sample) => number][] = [
    ...tiers.map((tier): [string, (sample: Sample) => number] => [tier, ({ run }) => run.cpuMicrosPerMessage[tier] ?? 0]),
    ['(generator)', ({ run }) => run.generatorMicrosPerMessage],
  ];
  return samples.rates.flatMap((rate) => {
    const measured = samples.at(arm, rate);
    return measured.length === 0
      ? []
      : columns.map(([column, value]) => ({
          name: `CPU per message of ${arm}`,
          unit: 'µs',
          arm,
          column,
          at: { 'rate/s': rate },
          runs: measured.map(value),
        }));
  });
}
