// What a scenario is and what it gives back. Everything that the reports show comes from here; a scenario prints nothing itself.
import type { ArmName } from './arm.ts';

/** Ids of the targets in docs/performance.md. */
export type TargetId = `P${number}`;

export interface Scenario {
  /** As on the command line: `npm run bench -- one-to-one`. */
  readonly name: string;
  /** One sentence for the reports: what is done and what is measured. */
  readonly about: string;
  readonly targets: readonly TargetId[];
  /** Part of `--quick`. */
  readonly quick: boolean;
  run(context: BenchContext): Promise<ScenarioResult>;
}

export interface BenchContext {
  /** Smaller and shorter: the whole bench ends in 2 minutes. Its figures are for a first look. */
  readonly quick: boolean;
  /** How often each measurement is made; arms take turns within each round. */
  readonly repeats: number;
  readonly arms: readonly ArmName[];
  /** Messages a second, instead of those of the scenario. */
  readonly rates: readonly number[] | undefined;
  readonly progress: (line: string) => void;
  readonly signal: AbortSignal;
}

export interface ScenarioResult {
  readonly figures: readonly Figure[];
  readonly plots: readonly Plot[];
  readonly verdicts: readonly Verdict[];
  /** What a reader must know to trust or doubt the figures: voided runs, settings of the kernel, lost messages. */
  readonly notes: readonly string[];
}

/** One measured quantity, once per round. Reports show median and range. */
export interface Figure {
  /** e.g. `server CPU per message`. */
  readonly name: string;
  readonly unit: string;
  readonly arm: ArmName;
  /** Its column in the table of that name; default: the arm. */
  readonly column?: string;
  /** What it was measured at, e.g. { rate: 4000 }; figures with equal names form one table with a row per `at`. */
  readonly at: Readonly<Record<string, number | string>>;
  readonly runs: readonly number[];
}

export interface Plot {
  readonly title: string;
  readonly x: Axis;
  readonly y: Axis;
  readonly lines: readonly PlotLine[];
  /** Bars, the lines on top of each other; without it, lines. */
  readonly stacked?: boolean;
  /** A horizontal line that the others are compared with, such as a target. */
  readonly limit?: { readonly label: string; readonly y: number };
}

export interface Axis {
  readonly label: string;
  readonly scale: 'linear' | 'log';
}

export interface PlotLine {
  readonly name: string;
  /** Lines of one group share a colour, and the second and third are dashed: P99 and P50 of one arm. Default: a colour of its own. */
  readonly group?: string;
  readonly points: readonly (readonly [x: number, y: number])[];
}

export interface Verdict {
  readonly target: TargetId;
  /** The claim, e.g. `server CPU per message at 4,000/s ≤ that of socketio`. */
  readonly claim: string;
  /** As measured, with unit. */
  readonly measured: string;
  /** Not about time, CPU or memory (nothing was lost): stands even if others used the machine meanwhile. */
  readonly anyMachine?: boolean;
  /** `void`: the run proves nothing (a saturated generator, a missing arm). */
  readonly result: 'met' | 'missed' | 'void';
}
