import { describe, expect, it } from 'vitest';
import type { ScenarioResult, Verdict } from './scenario.ts';
import { voidDisturbed } from './void-disturbed.ts';

const verdict = (over: Partial<Verdict>): Verdict => ({ target: 'P1', claim: '', measured: '7 ms', result: 'met', ...over });
const result = (...verdicts: Verdict[]): ScenarioResult => ({ figures: [], plots: [], verdicts, notes: ['a note'] });

describe('voidDisturbed', () => {
  it('leaves a scenario alone that had the machine for itself', () => {
    const good = result(verdict({}), verdict({ result: 'missed' }));
    expect(voidDisturbed(good, 0.4, 2)).toBe(good);
  });

  it('voids what was met and what was missed while others used the machine, and keeps what was measured', () => {
    const { verdicts, notes } = voidDisturbed(result(verdict({}), verdict({ result: 'missed' })), 0.5, 2);
    expect(verdicts.map((one) => [one.result, one.measured])).toEqual([
      ['void', '7 ms'],
      ['void', '7 ms'],
    ]);
    expect(notes).toEqual(['a note', expect.stringContaining('0.5 of 2 cores')]);
  });

  it('leaves verdicts that do not depend on the speed of the machine', () => {
    const { verdicts } = voidDisturbed(result(verdict({ anyMachine: true }), verdict({ anyMachine: true, result: 'missed' })), 2, 2);
    expect(verdicts.map((one) => one.result)).toEqual(['met', 'missed']);
  });
});
