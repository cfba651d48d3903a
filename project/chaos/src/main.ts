// npm run chaos: breaks a Godwit of its own on purpose and checks from outside what its users saw. Exit code: 0 = everything held,
// 1 = something did not hold or could not be checked, 2 = wrong use. Every run prints its seed; --seed replays it.
import { availableParallelism, totalmem } from 'node:os';
import { type CommandLine, readCommandLine, USAGE } from './command-line.ts';
import type { Mutant } from './mutant.ts';
import { MUTANTS } from './mutants.ts';
import { runMutants } from './mutants/run-mutants.ts';
import type { ChaosReport } from './report/chaos-report.ts';
import { writeReport } from './report/write-report.ts';
import { held, runScenario, type ScenarioReport } from './run-scenario.ts';
import type { ChaosScenario } from './scenario.ts';
import { SCENARIOS } from './scenarios.ts';
import { nemesisRun } from './scenarios/nemesis-run.ts';
import { soak } from './scenarios/soak.ts';

process.exitCode = await main(process.argv.slice(2));

async function main(args: readonly string[]): Promise<number> {
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort(new Error(`stopped by ${signal}`)));
  let line: CommandLine;
  try {
    line = readCommandLine(args);
    if (line.run.kind === 'list') return list();
    checkNames(line.run);
  } catch (error) {
    console.error(`godwit: ${error instanceof Error ? error.message : String(error)}\n\n${USAGE}`);
    return 2;
  }
  const startedAt = new Date();
  const { scenarios, mutants } = await run(line, stop.signal);
  const report: ChaosReport = {
    command: ['npm run chaos --', ...args].join(' '),
    seed: line.seed,
    startedAt: startedAt.toISOString(),
    seconds: (Date.now() - startedAt.getTime()) / 1000,
    machine: `${availableParallelism()} cores, ${(totalmem() / 2 ** 30).toFixed(0)} GiB`,
    scenarios,
    mutants,
  };
  const bad = scenarios.filter((scenario) => !held(scenario)).length + mutants.filter(({ result }) => result !== 'red').length;
  console.log(`\nreport: ${writeReport(report, line.reportDir)}/report.md`);
  console.log(`${scenarios.length + mutants.length - bad} passed, ${bad} failed, seed ${line.seed}`);
  return bad === 0 && !stop.signal.aborted ? 0 : 1;
}

async function run({ run: asked, seed, scale }: CommandLine, signal: AbortSignal): Promise<Pick<ChaosReport, 'scenarios' | 'mutants'>> {
  const scenarios = (list: readonly ChaosScenario[], at: typeof scale): Promise<ScenarioReport[]> =>
    runAll(list, { seed, scale: at, signal });
  switch (asked.kind) {
    case 'smoke':
      return { scenarios: await scenarios([nemesisRun], 'smoke'), mutants: [] };
    case 'long':
      return { scenarios: await scenarios([nemesisRun], 'full'), mutants: [] };
    case 'soak':
      return { scenarios: await scenarios([soak(asked.minutes)], 'full'), mutants: [] };
    case 'scenarios':
      return { scenarios: await scenarios(chosen(asked), scale), mutants: [] };
    case 'mutants': {
      const progress = (line: string): void => console.log(`    ${line}`);
      return {
        scenarios: [],
        mutants: await runMutants({ mutants: chosenMutants(asked), scenarios: SCENARIOS }, { seed, progress, signal }),
      };
    }
    case 'list':
      return { scenarios: [], mutants: [] };
  }
}

function list(): number {
  for (const { name, ids, about } of SCENARIOS) console.log(`${name} [${ids.join(' ')}] ${about}`);
  for (const { name, ids, scenario, about } of MUTANTS) console.log(`mutant ${name} [${ids.join(' ')}] by ${scenario}: ${about}`);
  return 0;
}

function checkNames(asked: CommandLine['run']): void {
  const unknown = (names: readonly string[], known: readonly { readonly name: string }[]): string[] =>
    names.filter((name) => !known.some((item) => item.name === name));
  const wrong = [
    ...(asked.kind === 'scenarios' ? unknown(asked.names, SCENARIOS) : []),
    ...(asked.kind === 'mutants' ? unknown(asked.names, MUTANTS) : []),
  ];
  if (wrong.length > 0) throw new Error(`there is no ${wrong.join(', ')}; see --list`);
  if (asked.kind === 'scenarios' && chosen(asked).length === 0) throw new Error(`no scenario shows ${asked.ids.join(', ')}; see --list`);
}

function chosen({ names, ids }: { readonly names: readonly string[]; readonly ids: readonly string[] }): readonly ChaosScenario[] {
  return SCENARIOS.filter((scenario) => names.includes(scenario.name) || ids.some((id) => scenario.ids.includes(id)));
}

function chosenMutants({ names }: { readonly names: readonly string[] }): readonly Mutant[] {
  return names.length === 0 ? MUTANTS : MUTANTS.filter(({ name }) => names.includes(name));
}

async function runAll(
  scenarios: readonly ChaosScenario[],
  options: { readonly seed: number; readonly scale: 'smoke' | 'full'; readonly signal: AbortSignal },
): Promise<ScenarioReport[]> {
  const reports: ScenarioReport[] = [];
  for (const scenario of scenarios) {
    if (options.signal.aborted) break;
    console.log(`${scenario.name} [${scenario.ids.join(' ')}] seed ${options.seed}: ${scenario.about}`);
    const report = await runScenario(scenario, { ...options, root: undefined, progress: (line) => console.log(`  ${line}`) });
    if (report.error !== undefined) console.log(`  could not be checked: ${report.error}`);
    for (const { id, found } of report.findings) console.log(`  ${id} does not hold: ${found}`);
    console.log(`  ${held(report) ? 'held' : 'FAILED'} after ${report.seconds.toFixed(1)} s`);
    reports.push(report);
  }
  return reports;
}
