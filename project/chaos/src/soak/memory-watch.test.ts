import { describe, expect, it } from 'vitest';
import { lowest, slope } from './memory-watch.ts';

const samples = (bytesAt: (n: number) => number): { atMs: number; bytes: number }[] =>
  Array.from({ length: 120 }, (_, n) => ({ atMs: n * 1_000, bytes: bytesAt(n) }));

describe('growth of memory', () => {
  it('is seen beneath the rise and fall of a collector', () => {
    expect(slope(lowest(samples((n) => 1_000 + 5 * n + 400 * (n % 10))))).toBeCloseTo(0.005, 4);
  });

  it('is not seen where there is none, whatever happened while warming up', () => {
    expect(slope(lowest(samples((n) => (n < 30 ? n * 1_000 : 30_000) + 400 * (n % 10))))).toBeCloseTo(0, 6);
  });

  it('of nothing is nothing', () => {
    expect(slope([])).toBe(0);
  });
});
