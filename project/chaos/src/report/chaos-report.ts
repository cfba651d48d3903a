import type { ScenarioReport } from '../run-scenario.ts';

/** What is kept of one run of `npm run chaos`. */
export interface ChaosReport {
  readonly command: string;
  readonly seed: number;
  readonly startedAt: string;
  readonly seconds: number;
  readonly machine: string;
  readonly scenarios: readonly ScenarioReport[];
  readonly mutants: readonly MutantReport[];
}

export interface MutantReport {
  readonly mutant: string;
  readonly scenario: string;
  readonly about: string;
  readonly ids: readonly string[];
  readonly seconds: number;
  /** red: noticed, as it must be. green: not noticed. broken: nothing can be said. */
  readonly result: 'red' | 'green' | 'broken';
  /** What noticed it, or why nothing can be said. */
  readonly found: string;
}
