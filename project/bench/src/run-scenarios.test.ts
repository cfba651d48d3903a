import { describe, expect, it } from 'vitest';
import { runScenarios } from './run-scenarios.ts';
import type { BenchContext, Scenario, ScenarioResult } from './scenario.ts';

const NOTHING: ScenarioResult = { figures: [], plots: [], verdicts: [], notes: [] };
const scenario = (name: string, run: (context: BenchContext) => Promise<ScenarioResult>): Scenario => ({
  name,
  about: '',
  targets: [],
  quick: true,
  run,
});
const options = { quick: true, repeats: 1, arms: [], rates: undefined, jsonFile: undefined, htmlFile: undefined };

function start(scenarios: readonly Scenario[], controller = new AbortController()) {
  const lines: string[] = [];
  const hooks = { progress: (line: string) => lines.push(line), done: () => undefined, signal: controller.signal };
  return runScenarios(scenarios, options, hooks).then((reports) => ({ reports, lines }));
}

describe('runScenarios', () => {
  it('goes on after a scenario that failed, and says why it did', async () => {
    const failing = scenario('first', () => Promise.reject(new Error('no disk')));
    const { reports } = await start([failing, scenario('second', () => Promise.resolve(NOTHING))]);
    expect(reports.map(({ name, outcome }) => [name, outcome.kind])).toEqual([
      ['first', 'failed'],
      ['second', 'done'],
    ]);
    expect(reports[0]?.outcome).toMatchObject({ error: expect.stringContaining('no disk') as string });
  });

  it('puts the name of the scenario before its progress', async () => {
    const { lines } = await start([
      scenario('one', ({ progress }) => {
        progress('half');
        return Promise.resolve(NOTHING);
      }),
    ]);
    expect(lines).toEqual(['one: half']);
  });

  it('begins no further scenario after an interrupt', async () => {
    const controller = new AbortController();
    const interrupted = scenario('first', async ({ signal }) => {
      controller.abort(new Error('stop'));
      signal.throwIfAborted();
      return NOTHING;
    });
    const { reports } = await start([interrupted, scenario('second', () => Promise.resolve(NOTHING))], controller);
    expect(reports.map(({ name, outcome }) => ({ name, outcome }))).toEqual([
      { name: 'first', outcome: { kind: 'failed', error: 'interrupted' } },
    ]);
  });
});
