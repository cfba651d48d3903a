// npm run chaos: breaks a Godwit of its own on purpose and checks from outside what its users saw. Exit code: 0 = everything held,
// 1 = something did not hold or could not be checked, 2 = wrong use. Every run prints its seed; --seed replays it.
import { type CommandLine, readCommandLine, USAGE } from './command-line.ts';
import { MUTANTS } from './mutants.ts';
import { held, runScenario } from './run-scenario.ts';
import type { ChaosScenario } from './scenario.ts';
import { SCENARIOS } from './scenarios.ts';
import { nemesisRun } from './scenarios/nemesis-run.ts';

process.exitCode = await main(process.argv.slice(2));

async function main(args: readonly string[]): Promise<number> {
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort(new Error(`stopped by ${signal}`)));
  try {
    return await run(readCommandLine(args), stop.signal);
  } catch (error) {
    console.error(`godwit: ${error instanceof Error ? error.message : String(error)}\n\n${USAGE}`);
    return 2;
  }
}

async function run({ run: asked, seed, scale }: CommandLine, signal: AbortSignal): Promise<number> {
  switch (asked.kind) {
    case 'list':
      for (const { name, ids, about } of SCENARIOS) console.log(`${name} [${ids.join(' ')}] ${about}`);
      for (const { name, ids, scenario, about } of MUTANTS) console.log(`mutant ${name} [${ids.join(' ')}] by ${scenario}: ${about}`);
      return 0;
    case 'scenarios':
      return runAll(chosen(asked), { seed, scale, signal });
    case 'smoke':
      return runAll([nemesisRun], { seed, scale: 'smoke', signal });
    case 'long':
      return runAll([nemesisRun], { seed, scale: 'full', signal });
    case 'soak':
    case 'mutants':
      throw new Error(`${asked.kind} is not there yet`);
  }
}

function chosen({ names, ids }: { names: readonly string[]; ids: readonly string[] }): readonly ChaosScenario[] {
  for (const name of names) {
    if (!SCENARIOS.some((scenario) => scenario.name === name)) throw new Error(`there is no scenario ${name}; see --list`);
  }
  const found = SCENARIOS.filter((scenario) => names.includes(scenario.name) || ids.some((id) => scenario.ids.includes(id)));
  if (found.length === 0) throw new Error(`no scenario shows ${ids.join(', ')}; see --list`);
  return found;
}

async function runAll(
  scenarios: readonly ChaosScenario[],
  options: { seed: number; scale: 'smoke' | 'full'; signal: AbortSignal },
): Promise<number> {
  let failed = 0;
  for (const scenario of scenarios) {
    if (options.signal.aborted) return 1;
    console.log(`${scenario.name} [${scenario.ids.join(' ')}] seed ${options.seed}: ${scenario.about}`);
    const report = await runScenario(scenario, { ...options, root: undefined, progress: (line) => console.log(`  ${line}`) });
    if (report.error !== undefined) console.log(`  could not be checked: ${report.error}`);
    for (const { id, found } of report.findings) console.log(`  ${id} does not hold: ${found}`);
    console.log(`  ${held(report) ? 'held' : 'FAILED'} after ${report.seconds.toFixed(1)} s`);
    if (!held(report)) failed += 1;
  }
  return failed === 0 ? 0 : 1;
}
