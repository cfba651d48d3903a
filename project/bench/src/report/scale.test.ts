import { describe, expect, it } from 'vitest';
import { scaleOf } from './scale.ts';

describe('scaleOf', () => {
  it('a linear axis begins at 0, ends at or over the largest value, and has round ticks', () => {
    const scale = scaleOf({ label: '', scale: 'linear' }, [1000, 12_000], 0, 100);
    expect(scale.ticks).toEqual([0, 2000, 4000, 6000, 8000, 10_000, 12_000]);
    expect(scale.at(6000)).toBe(50);
  });

  it('a logarithmic axis spans all values in steps of 1, 2 and 5', () => {
    const scale = scaleOf({ label: '', scale: 'log' }, [3, 80], 0, 100);
    expect(scale.ticks).toEqual([2, 5, 10, 20, 50, 100]);
    expect(scale.at(2)).toBe(0);
    expect(scale.at(100)).toBeCloseTo(100);
  });

  it('draws nothing and one value, too', () => {
    for (const kind of ['linear', 'log'] as const)
      for (const values of [[], [0], [7]]) {
        const { at, ticks } = scaleOf({ label: '', scale: kind }, values, 0, 100);
        expect(ticks.length).toBeGreaterThan(1);
        for (const value of values) expect(at(value)).toBeGreaterThanOrEqual(0);
      }
  });
});
