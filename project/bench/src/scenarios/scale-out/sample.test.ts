import { describe, expect, it } from 'vitest';
import type { LoadRun } from '../../measure/run-load.ts';
import { cpuRatios, type Sample } from './sample.ts';

const one = { access: 1, logic: 1 };
const two = { access: 2, logic: 1 };
const sample = (shape: Sample['shape'], round: number, micros: number, over: Partial<LoadRun> = {}): Sample => ({
  shape,
  rate: 4_000,
  round,
  run: { cpuMicrosPerMessage: { access: micros, logic: 0 }, voids: [], delivered: 10, scheduled: 10, ...over } as unknown as LoadRun,
  shares: { access: [1], logic: [1] },
});
const ratios = (...samples: Sample[]): number[] => cpuRatios(samples, { shape: two, rate: 4_000 }, { shape: one, rate: 4_000 });

describe('cpuRatios', () => {
  it('compares runs of the same round', () => {
    expect(ratios(sample(one, 1, 100), sample(two, 1, 110), sample(one, 2, 200), sample(two, 2, 240))).toEqual([1.1, 1.2]);
  });

  it('leaves out rounds with a voided run or with messages that were not delivered', () => {
    expect(ratios(sample(one, 1, 100, { voids: ['saturated'] }), sample(two, 1, 110))).toEqual([]);
    expect(ratios(sample(one, 1, 100), sample(two, 1, 50, { delivered: 9 }))).toEqual([]);
  });
});
