import type { ScenarioResult, TargetId } from '../scenario.ts';
import type { Machine } from './machine.ts';

/** One run of the bench: what report.json holds and the other forms are made of. */
export interface Report {
  readonly startedAt: string;
  readonly seconds: number;
  /** As typed. */
  readonly command: string;
  readonly quick: boolean;
  readonly repeats: number;
  readonly machine: Machine;
  readonly scenarios: readonly ScenarioReport[];
}

export interface ScenarioReport {
  readonly name: string;
  readonly about: string;
  readonly targets: readonly TargetId[];
  readonly seconds: number;
  readonly outcome: { readonly kind: 'done'; readonly result: ScenarioResult } | { readonly kind: 'failed'; readonly error: string };
}
