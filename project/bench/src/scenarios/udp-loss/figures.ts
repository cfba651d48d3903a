import { median } from '../../measure/median.ts';
import { numberText } from '../../report/number-text.ts';
import type { Figure, Plot } from '../../scenario.ts';
import { type Condition, countedRuns, p99Ratios, type Sample, TRANSPORTS, type Transport } from './sample.ts';

export function figures(samples: readonly Sample[], conditions: readonly Condition[]): Figure[] {
  const at = ({ roundTripMs, loss }: Condition): Figure['at'] => ({
    'round trip': `${roundTripMs} ms`,
    'packets lost': `${numberText(loss * 100)} %`,
  });
  const per = (name: string, unit: string, value: (sample: Sample) => number): Figure[] =>
    conditions.flatMap((condition) =>
      TRANSPORTS.map((column) => {
        const runs = countedRuns(samples, condition, column).map(value);
        return { name, unit, arm: 'godwit', column, at: at(condition), runs };
      }),
    );
  return [
    ...[50, 95, 99].flatMap((percent) => per(`delivery latency P${percent}`, 'ms', ({ run }) => run.deliveries.percentileMs(percent))),
    ...conditions.map((condition): Figure => ({
      name: 'delivery latency P99',
      unit: 'websocket : webtransport within a round',
      arm: 'godwit',
      at: at(condition),
      runs: p99Ratios(samples, condition),
    })),
    ...per('packets lost on the link', '%', ({ lostShare }) => lostShare * 100),
  ];
}

export function plots(samples: readonly Sample[], conditions: readonly Condition[]): Plot[] {
  const roundTrips = [...new Set(conditions.map(({ roundTripMs }) => roundTripMs))];
  return roundTrips.map((roundTripMs) => {
    const own = conditions.filter((condition) => condition.roundTripMs === roundTripMs);
    return {
      title: `Delivery latency over a link that loses packets, round trip ${roundTripMs} ms`,
      x: { label: '% of packets lost', scale: 'linear' },
      y: { label: 'ms', scale: 'log' },
      lines: TRANSPORTS.flatMap((transport) => [99, 50].map((percent) => line(samples, own, transport, percent))),
    };
  });
}

function line(samples: readonly Sample[], conditions: readonly Condition[], transport: Transport, percent: number): Plot['lines'][number] {
  const points = conditions.flatMap((condition): [number, number][] => {
    const values = countedRuns(samples, condition, transport).map(({ run }) => run.deliveries.percentileMs(percent));
    return values.length === 0 ? [] : [[condition.loss * 100, median(values)]];
  });
  return { name: `${transport} P${percent}`, group: transport, points };
}
