// What a command line means in scenarios and mutants.
import type { CommandLine } from './command-line.ts';
import type { Mutant } from './mutant.ts';
import { MUTANTS } from './mutants.ts';
import type { ChaosScenario } from './scenario.ts';
import { SCENARIOS } from './scenarios.ts';
import { nemesisRun } from './scenarios/nemesis-run.ts';
import { soak } from './scenarios/soak.ts';

export interface Choice {
  readonly scenarios: readonly ChaosScenario[];
  readonly scale: 'smoke' | 'full';
  readonly mutants: readonly Mutant[];
}

/** Throws an Error with a text for the user when a name or id is unknown. */
export function choose({ run, scale }: CommandLine): Choice {
  switch (run.kind) {
    case 'smoke':
      return { scenarios: [nemesisRun], scale: 'smoke', mutants: [] };
    case 'long':
      return { scenarios: [nemesisRun], scale: 'full', mutants: [] };
    case 'soak':
      return { scenarios: [soak(run.minutes)], scale: 'full', mutants: [] };
    case 'scenarios':
      return { scenarios: chosenScenarios(run.names, run.ids), scale, mutants: [] };
    case 'mutants':
      return { scenarios: [], scale: 'smoke', mutants: chosenMutants(run.names) };
    case 'list':
      return { scenarios: SCENARIOS, scale, mutants: MUTANTS };
  }
}

function chosenScenarios(names: readonly string[], ids: readonly string[]): readonly ChaosScenario[] {
  refuseUnknown(names, SCENARIOS);
  const unshown = ids.filter((id) => !SCENARIOS.some((scenario) => scenario.ids.includes(id)));
  if (unshown.length > 0) throw new Error(`no scenario shows ${unshown.join(', ')}; see --list`);
  return SCENARIOS.filter((scenario) => names.includes(scenario.name) || ids.some((id) => scenario.ids.includes(id)));
}

function chosenMutants(names: readonly string[]): readonly Mutant[] {
  refuseUnknown(names, MUTANTS);
  return names.length === 0 ? MUTANTS : MUTANTS.filter(({ name }) => names.includes(name));
}

function refuseUnknown(names: readonly string[], known: readonly { readonly name: string }[]): void {
  const unknown = names.filter((name) => !known.some((item) => item.name === name));
  if (unknown.length > 0) throw new Error(`there is no ${unknown.join(', ')}; see --list`);
}
