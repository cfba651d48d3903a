import type { RunOptions } from './command-line.ts';
import type { ScenarioReport } from './report/report.ts';
import { watchOthers } from './measure/watch-others.ts';
import type { Scenario } from './scenario.ts';
import { voidDisturbed } from './void-disturbed.ts';

export interface RunHooks {
  readonly progress: (line: string) => void;
  /** After each scenario. */
  readonly done: (report: ScenarioReport) => void;
  readonly signal: AbortSignal;
}

/** One after the other: they share the machine. A scenario that throws has failed, and the next one runs. */
export async function runScenarios(scenarios: readonly Scenario[], options: RunOptions, hooks: RunHooks): Promise<ScenarioReport[]> {
  const reports: ScenarioReport[] = [];
  for (const scenario of scenarios) {
    if (hooks.signal.aborted) break;
    const report = await runOne(scenario, options, hooks);
    reports.push(report);
    hooks.done(report);
  }
  return reports;
}

async function runOne(scenario: Scenario, { quick, repeats, arms, rates }: RunOptions, hooks: RunHooks): Promise<ScenarioReport> {
  const start = performance.now();
  const othersCores = watchOthers();
  const context = {
    quick,
    repeats,
    arms,
    rates,
    signal: hooks.signal,
    progress: (line: string) => hooks.progress(`${scenario.name}: ${line}`),
  };
  const outcome = await scenario.run(context).then(
    (result) => ({ kind: 'done', result: voidDisturbed(result, othersCores()) }) as const,
    (error: unknown) => ({ kind: 'failed', error: hooks.signal.aborted ? 'interrupted' : textOf(error) }) as const,
  );
  const { name, about, targets } = scenario;
  return { name, about, targets, seconds: (performance.now() - start) / 1000, outcome };
}

const textOf = (error: unknown): string => (error instanceof Error ? (error.stack ?? error.message) : String(error));
