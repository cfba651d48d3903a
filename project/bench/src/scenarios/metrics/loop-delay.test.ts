import { describe, expect, it } from 'vitest';
import { loopDelayPercentileMs } from './loop-delay.ts';

const counts = (...all: [boundMs: number, count: number][]): Map<number, number> => new Map(all);

describe('loopDelayPercentileMs', () => {
  it('is the bound of the bucket in which the percentile of the time between lies', () => {
    const before = counts([1, 1_000], [50, 1_000], [Infinity, 1_000]);
    const after = counts([1, 1_090], [50, 1_098], [Infinity, 1_100]);
    expect(loopDelayPercentileMs(before, after, 90)).toBe(1);
    expect(loopDelayPercentileMs(before, after, 98)).toBe(50);
    expect(loopDelayPercentileMs(before, after, 99)).toBe(Infinity);
  });

  it('is unknown when nothing was counted', () => {
    const same = counts([1, 5], [Infinity, 5]);
    expect(loopDelayPercentileMs(same, same, 99)).toBeNaN();
  });
});
