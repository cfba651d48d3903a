import type { ArmName } from '../../arm.ts';
import { median } from '../../measure/median.ts';
import type { Plot, PlotLine } from '../../scenario.ts';
import type { Sample } from './run-rounds.ts';
import { CARRIED_P99_MS, cpuPerMessage, type SampleSet } from './sample-set.ts';

const RATE = { label: 'messages/s', scale: 'linear' } as const;

export function plots(samples: SampleSet): Plot[] {
  const latency = (arm: ArmName, percent: number): PlotLine => ({
    ...line(samples, `${arm} P${percent}`, arm, ({ run }) => run.deliveries.percentileMs(percent)),
    group: arm,
  });
  const tiers = Object.keys(samples.counted.find(({ arm }) => arm === 'godwit')?.run.cpuMicrosPerMessage ?? {});
  return [
    {
      title: 'Delivery latency',
      x: RATE,
      y: { label: 'ms from the scheduled time', scale: 'log' },
      lines: samples.arms.flatMap((arm) => [latency(arm, 99), latency(arm, 50)]),
      limit: { label: '50 ms', y: CARRIED_P99_MS },
    },
    {
      title: 'Server CPU per message',
      x: RATE,
      y: { label: 'µs', scale: 'linear' },
      lines: samples.arms.map((arm) => ({ ...line(samples, arm, arm, cpuPerMessage), group: arm })),
    },
    {
      title: 'Where the CPU of godwit goes',
      x: RATE,
      y: { label: 'µs per message', scale: 'linear' },
      stacked: true,
      lines: tiers.map((tier) => line(samples, tier, 'godwit', ({ run }) => run.cpuMicrosPerMessage[tier] ?? 0)),
    },
  ];
}

/** Medians over the rounds. */
function line(samples: SampleSet, name: string, arm: ArmName, value: (sample: Sample) => number): PlotLine {
  const points = samples.rates.flatMap((rate): [number, number][] => {
    const measured = samples.at(arm, rate);
    return measured.length === 0 ? [] : [[rate, median(measured.map(value))]];
  });
  return { name, points };
}
