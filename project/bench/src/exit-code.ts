import type { ScenarioReport } from './report/report.ts';

/** 0 = everything was shown and met. A void verdict is not met: what could not be checked has failed. */
export function exitCode(scenarios: readonly ScenarioReport[]): 0 | 1 {
  const good = ({ outcome }: ScenarioReport): boolean =>
    outcome.kind === 'done' && outcome.result.verdicts.every(({ result }) => result === 'met');
  return scenarios.length > 0 && scenarios.every(good) ? 0 : 1;
}
