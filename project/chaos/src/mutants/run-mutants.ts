import type { Mutant } from '../mutant.ts';
import type { MutantReport } from '../report/chaos-report.ts';
import type { ChaosScenario } from '../scenario.ts';
import { type MutantOptions, runMutant, runUnmutated } from './run-mutant.ts';

export interface MutantRun {
  readonly mutants: readonly Mutant[];
  readonly scenarios: readonly ChaosScenario[];
}

/** A busy machine may spoil one run. */
const UNMUTATED_ATTEMPTS = 2;

/** One after the other, those of one scenario together, behind a run without a mutant. */
export async function runMutants({ mutants, scenarios }: MutantRun, options: MutantOptions): Promise<MutantReport[]> {
  const reports: MutantReport[] = [];
  for (const scenario of scenarios) {
    const mine = mutants.filter((mutant) => mutant.scenario === scenario.name);
    if (mine.length === 0 || options.signal.aborted) continue;
    const wrong = await wrongWithoutMutant(scenario, options);
    for (const mutant of mine) {
      if (options.signal.aborted) break;
      console.log(`${mutant.name} [${mutant.ids.join(' ')}] by ${scenario.name}: ${mutant.about}`);
      const report = wrong === undefined ? await runMutant(mutant, scenario, options) : notRun(mutant, wrong);
      console.log(`  ${report.result} after ${report.seconds.toFixed(0)} s: ${report.found}`);
      reports.push(report);
    }
  }
  return reports;
}

/** What the scenario finds each time in an unchanged copy: then red would say nothing. */
async function wrongWithoutMutant(scenario: ChaosScenario, options: MutantOptions): Promise<string | undefined> {
  let wrong: string | undefined;
  for (let attempt = 0; attempt < UNMUTATED_ATTEMPTS && !options.signal.aborted; attempt += 1) {
    console.log(`${scenario.name} without a mutant`);
    wrong = await runUnmutated(scenario, { ...options, seed: options.seed + attempt });
    if (wrong === undefined) return undefined;
    console.log(`  NOT CLEAN: ${wrong}`);
  }
  return wrong;
}

const notRun = ({ name, ids, about, scenario }: Mutant, wrong: string): MutantReport => ({
  mutant: name,
  ids,
  about,
  scenario,
  seconds: 0,
  result: 'broken',
  found: `not run, for this is found without a mutant: ${wrong}`,
});
