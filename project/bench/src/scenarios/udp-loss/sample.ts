import type { LoadRun } from '../../measure/run-load.ts';
import { numberText } from '../../report/number-text.ts';

export const TRANSPORTS = ['webtransport', 'websocket'] as const;
export type Transport = (typeof TRANSPORTS)[number];

/** What a link does. */
export interface Condition {
  readonly roundTripMs: number;
  /** Share of packets that are lost, in each direction. */
  readonly loss: number;
}

export interface Sample extends Condition {
  readonly transport: Transport;
  readonly round: number;
  readonly run: LoadRun;
  /** Share that was lost in fact. */
  readonly lostShare: number;
}

export const p99Ms = ({ run }: Sample): number => run.deliveries.percentileMs(99);

export const conditionText = ({ roundTripMs, loss }: Condition): string =>
  `${numberText(loss * 100)} % loss and a round trip of ${roundTripMs} ms`;

export const countedRuns = (samples: readonly Sample[], { roundTripMs, loss }: Condition, transport: Transport): Sample[] =>
  samples.filter(
    (sample) =>
      sample.roundTripMs === roundTripMs && sample.loss === loss && sample.transport === transport && sample.run.voids.length === 0,
  );

/** P99 of the WebSocket divided by that of WebTransport, for each round in which both count. */
export function p99Ratios(samples: readonly Sample[], condition: Condition): number[] {
  const others = new Map(countedRuns(samples, condition, 'websocket').map((sample) => [sample.round, p99Ms(sample)]));
  return countedRuns(samples, condition, 'webtransport').flatMap((sample) => {
    const other = others.get(sample.round);
    return other === undefined ? [] : [other / p99Ms(sample)];
  });
}
