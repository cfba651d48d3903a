import { describe, expect, it } from 'vitest';
import { choose } from './choose.ts';
import { readCommandLine } from './command-line.ts';

const chosen = (...args: string[]): string[] => choose(readCommandLine(args)).scenarios.map(({ name }) => name);

describe('the command line of npm run chaos', () => {
  it('takes the smoke run when nothing is said, the same run at full length for --long', () => {
    expect(chosen()).toEqual(['nemesis-run']);
    expect(choose(readCommandLine([])).scale).toBe('smoke');
    expect(choose(readCommandLine(['--long'])).scale).toBe('full');
  });

  it('finds scenarios by name and by id', () => {
    expect(chosen('--scenario', 'nemesis-sprint')).toEqual(['nemesis-sprint']);
    expect(chosen('--ids', 'R9')).toContain('nemesis-run');
  });

  it('keeps the seed, and draws one otherwise', () => {
    expect(readCommandLine(['--seed', '42']).seed).toBe(42);
    expect(readCommandLine([]).seed).toBeGreaterThanOrEqual(0);
  });

  it.each([
    [['--scenario', 'nothing'], 'there is no nothing'],
    [['--ids', 'X1'], 'no scenario shows X1'],
    [['--mutants', 'nothing'], 'there is no nothing'],
    [['--long', '--soak', '5'], 'choose one'],
    [['--seed', 'x'], 'whole number'],
    [['long'], 'what is long'],
  ])('refuses %s', (args, why) => {
    expect(() => chosen(...args)).toThrow(why);
  });
});
