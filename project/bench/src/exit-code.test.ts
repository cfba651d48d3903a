import { describe, expect, it } from 'vitest';
import { exitCode } from './exit-code.ts';
import type { ScenarioReport } from './report/report.ts';
import type { Verdict } from './scenario.ts';

const scenario = (outcome: ScenarioReport['outcome']): ScenarioReport => ({ name: 'one', about: '', targets: [], seconds: 1, outcome });
const done = (...results: Verdict['result'][]): ScenarioReport => {
  const verdicts = results.map((result): Verdict => ({ target: 'P1', claim: '', measured: '', result }));
  return scenario({ kind: 'done', result: { figures: [], plots: [], notes: [], verdicts } });
};

describe('exitCode', () => {
  it('is 0 when every target was met', () => {
    expect(exitCode([done('met', 'met'), done('met')])).toBe(0);
  });

  it('is 0 when a scenario has no target', () => {
    expect(exitCode([done()])).toBe(0);
  });

  it('is 1 when one target was missed', () => {
    expect(exitCode([done('met'), done('met', 'missed')])).toBe(1);
  });

  it('is 1 when a target could not be shown', () => {
    expect(exitCode([done('met', 'void')])).toBe(1);
  });

  it('is 1 when a scenario failed, or none ran', () => {
    expect(exitCode([done('met'), scenario({ kind: 'failed', error: 'x' })])).toBe(1);
    expect(exitCode([])).toBe(1);
  });
});
