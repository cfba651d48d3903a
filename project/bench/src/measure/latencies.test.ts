import { describe, expect, it } from 'vitest';
import { Latencies } from './latencies.ts';

const of = (...ms: number[]): Latencies => {
  const latencies = new Latencies();
  for (const one of ms) latencies.recordMs(one);
  return latencies;
};
const range = (from: number, to: number): number[] => Array.from({ length: to - from + 1 }, (_, i) => from + i);

describe('Latencies', () => {
  it('histograms of two processes merge to that of one that saw everything', () => {
    const merged = Latencies.merged([of(...range(1, 60)).encoded(), of(...range(61, 100)).encoded()]);
    const whole = of(...range(1, 100));
    expect(merged.count).toBe(100);
    for (const percent of [1, 50, 95, 99, 100]) expect(merged.percentileMs(percent)).toBe(whole.percentileMs(percent));
  });

  it('a percentile is the value that so many do not exceed, to three digits', () => {
    const latencies = of(...range(1, 100));
    expect(latencies.percentileMs(50)).toBeCloseTo(50, 1);
    expect(latencies.percentileMs(99)).toBeCloseTo(99, 1);
    expect(latencies.maxMs).toBeCloseTo(100, 0);
  });

  it('keeps what is under a microsecond and what is over two minutes', () => {
    const latencies = of(0, 1e9);
    expect(latencies.count).toBe(2);
    expect(latencies.percentileMs(1)).toBe(0.001);
    expect(latencies.maxMs).toBeGreaterThan(119_000);
  });

  it('has percentiles of 0 without values', () => {
    expect(Latencies.merged([]).percentileMs(99)).toBe(0);
  });
});
