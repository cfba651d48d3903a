// npm run chaos: breaks a Godwit of its own on purpose and checks from outside what its users saw. Exit code: 0 = everything held,
// 1 = something did not hold or could not be checked, 2 = wrong use. Every run prints its seed; --seed replays it.
import { availableParallelism, totalmem } from 'node:os';
import { join } from 'node:path';
import { type Choice, choose } from './choose.ts';
import { type CommandLine, readCommandLine, USAGE } from './command-line.ts';
import { runMutants } from './mutants/run-mutants.ts';
import type { ChaosReport } from './report/chaos-report.ts';
import { reportDirectory, writeReport } from './report/write-report.ts';
import { held, runScenario, type ScenarioReport } from './run-scenario.ts';
import type { ChaosScenario } from './scenario.ts';
import { SCENARIOS } from './scenarios.ts';

interface RunOptions {
  readonly seed: number;
  readonly scale: 'smoke' | 'full';
  readonly dir: string;
  readonly signal: AbortSignal;
}

// What a scenario that was stopped still waits for is not waited for.
process.exit(await main(process.argv.slice(2)));

async function main(args: readonly string[]): Promise<number> {
  try {
    const line = readCommandLine(args);
    const choice = choose(line);
    return line.run.kind === 'list' ? list(choice) : await run(line, choice, args);
  } catch (error) {
    console.error(`godwit: ${error instanceof Error ? error.message : String(error)}\n\n${USAGE}`);
    return 2;
  }
}

async function run(line: CommandLine, { scenarios, mutants, scale }: Choice, args: readonly string[]): Promise<number> {
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort(new Error(`stopped by ${signal}`)));
  const { seed } = line;
  const startedAt = new Date();
  const dir = reportDirectory(line.reportDir, startedAt);
  const options = { seed, signal: stop.signal };
  const report: ChaosReport = {
    command: ['npm run chaos --', ...args].join(' '),
    seed,
    startedAt: startedAt.toISOString(),
    machine: `${availableParallelism()} cores, ${(totalmem() / 2 ** 30).toFixed(0)} GiB`,
    scenarios: await runScenarios(scenarios, { ...options, scale, dir }),
    mutants: await runMutants({ mutants, scenarios: SCENARIOS }, { ...options, progress: (text) => console.log(`    ${text}`) }),
    seconds: (Date.now() - startedAt.getTime()) / 1000,
  };
  writeReport(report, dir);
  const all = [...report.scenarios.map(held), ...report.mutants.map(({ result }) => result === 'red')];
  const failed = all.filter((good) => !good).length;
  console.log(`\nreport: ${dir}/report.md`);
  console.log(`${all.length - failed} passed, ${failed} failed, seed ${seed}`);
  return failed === 0 && !stop.signal.aborted ? 0 : 1;
}

function list({ scenarios, mutants }: Choice): number {
  for (const { name, ids, about } of scenarios) console.log(`${name} [${ids.join(' ')}] ${about}`);
  for (const { name, ids, scenario, about } of mutants) console.log(`mutant ${name} [${ids.join(' ')}] by ${scenario}: ${about}`);
  return 0;
}

async function runScenarios(scenarios: readonly ChaosScenario[], options: RunOptions): Promise<ScenarioReport[]> {
  const reports: ScenarioReport[] = [];
  for (const scenario of scenarios) {
    if (options.signal.aborted) break;
    console.log(`${scenario.name} [${scenario.ids.join(' ')}] seed ${options.seed}: ${scenario.about}`);
    const dir = join(options.dir, scenario.name);
    const report = await runScenario(scenario, { ...options, dir, root: undefined, progress: (line) => console.log(`  ${line}`) });
    if (report.error !== undefined) console.log(`  could not be checked: ${report.error}`);
    for (const { id, found } of report.findings) console.log(`  ${id} does not hold: ${found}`);
    if (!held(report)) console.log(`  ledgers and logs are in ${dir}`);
    console.log(`  ${held(report) ? 'held' : 'FAILED'} after ${report.seconds.toFixed(1)} s`);
    reports.push(report);
  }
  return reports;
}
