import type { LoadRun } from '../../measure/run-load.ts';

/** Processes of access and of logic. */
export interface Shape {
  readonly access: number;
  readonly logic: number;
}

export interface Sample {
  readonly shape: Shape;
  /** Messages a second of the whole system. */
  readonly rate: number;
  readonly round: number;
  readonly run: LoadRun;
  /** Part of the sessions that each access process holds, and of the messages that each logic process committed. */
  readonly shares: { readonly access: readonly number[]; readonly logic: readonly number[] };
}

/** What is compared with another. */
export interface Condition {
  readonly shape: Shape;
  readonly rate: number;
}

export const nameOf = ({ access, logic }: Shape): string => `access ${access}, logic ${logic}`;

/** Of all servers, µs a message. */
export const cpuOf = ({ run }: Sample): number => Object.values(run.cpuMicrosPerMessage).reduce((sum, micros) => sum + micros, 0);

/** A run in which messages were left over has not done the work that its CPU is divided by. */
export const countedRuns = (samples: readonly Sample[], { shape, rate }: Condition): Sample[] =>
  samples.filter(
    (sample) =>
      sample.shape === shape && sample.rate === rate && sample.run.voids.length === 0 && sample.run.delivered === sample.run.scheduled,
  );

/** CPU per message of one divided by that of another, for each round in which both count. */
export function cpuRatios(samples: readonly Sample[], one: Condition, other: Condition): number[] {
  const others = new Map(countedRuns(samples, other).map((sample) => [sample.round, cpuOf(sample)]));
  return countedRuns(samples, one).flatMap((sample) => {
    const compared = others.get(sample.round);
    return compared === undefined ? [] : [cpuOf(sample) / compared];
  });
}
