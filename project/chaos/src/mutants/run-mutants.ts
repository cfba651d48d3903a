import type { Mutant } from '../mutant.ts';
import type { MutantReport } from '../report/chaos-report.ts';
import type { ChaosScenario } from '../scenario.ts';
import { type MutantOptions, runMutant, runUnmutated } from './run-mutant.ts';

export interface MutantRun {
  readonly mutants: readonly Mutant[];
  readonly scenarios: readonly ChaosScenario[];
}

/** One after the other, those of one scenario together, behind a run without a mutant. */
export async function runMutants({ mutants, scenarios }: MutantRun, options: MutantOptions): Promise<MutantReport[]> {
  const reports: MutantReport[] = [];
  for (const scenario of scenarios) {
    const mine = mutants.filter((mutant) => mutant.scenario === scenario.name);
    if (mine.length === 0 || options.signal.aborted) continue;
    console.log(`${scenario.name} without a mutant`);
    const wrong = await runUnmutated(scenario, options);
    if (wrong !== undefined) console.log(`  NOT CLEAN: ${wrong}`);
    for (const mutant of mine) {
      if (options.signal.aborted) break;
      console.log(`${mutant.name} [${mutant.ids.join(' ')}] by ${scenario.name}: ${mutant.about}`);
      const report = await runMutant(mutant, scenario, options);
      const judged: MutantReport =
        wrong === undefined ? report : { ...report, result: 'broken', found: `finds this without a mutant: ${wrong}` };
      console.log(`  ${judged.result} after ${judged.seconds.toFixed(0)} s: ${judged.found}`);
      reports.push(judged);
    }
  }
  return reports;
}
