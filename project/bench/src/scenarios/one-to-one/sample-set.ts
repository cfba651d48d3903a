import type { ArmName } from '../../arm.ts';
import { median } from '../../measure/median.ts';
import type { Sample } from './run-rounds.ts';

export const cpuPerMessage = ({ run }: Sample): number => Object.values(run.cpuMicrosPerMessage).reduce((sum, micros) => sum + micros, 0);
export const p99Ms = ({ run }: Sample): number => run.deliveries.percentileMs(99);

/** The latency up to which a rate counts as carried. */
export const CARRIED_P99_MS = 50;

/** Questions about the samples of all rounds. Voided ones count as not measured. */
export class SampleSet {
  readonly all: readonly Sample[];
  readonly counted: readonly Sample[];

  constructor(all: readonly Sample[]) {
    this.all = all;
    this.counted = all.filter(({ run }) => run.voids.length === 0);
  }

  get arms(): ArmName[] {
    return [...new Set(this.all.map(({ arm }) => arm))];
  }

  get rates(): number[] {
    return [...new Set(this.all.map(({ rate }) => rate))].sort((a, b) => a - b);
  }

  at(arm: ArmName, rate: number): Sample[] {
    return this.counted.filter((sample) => sample.arm === arm && sample.rate === rate);
  }

  /** Nothing lost in any round, and a median P99 under the limit. */
  carries(arm: ArmName, rate: number): boolean {
    const samples = this.at(arm, rate);
    const complete = samples.every(({ run }) => run.delivered === run.scheduled && run.wrongs.length === 0);
    return samples.length > 0 && complete && median(samples.map(p99Ms)) < CARRIED_P99_MS;
  }

  /** 0 = none of the measured ones. */
  highestRate(arm: ArmName): number {
    return Math.max(0, ...this.rates.filter((rate) => this.carries(arm, rate)));
  }

  /** `value` of one arm divided by that of another, for each round in which both were measured at that rate. */
  ratios(arm: ArmName, other: ArmName, rate: number, value: (sample: Sample) => number): number[] {
    const others = new Map(this.at(other, rate).map((sample) => [sample.round, value(sample)]));
    return this.at(arm, rate).flatMap((sample) => {
      const compared = others.get(sample.round);
      return compared === undefined ? [] : [value(sample) / compared];
    });
  }
}
