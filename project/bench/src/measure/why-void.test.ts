import { describe, expect, it } from 'vitest';
import { Latencies } from './latencies.ts';
import { whyVoid } from './why-void.ts';

/** 100 latencies, `late` of them of `lateMs`. */
const latencies = (late: number, lateMs: number): Latencies => {
  const all = new Latencies();
  for (let i = 0; i < 100; i++) all.recordMs(i < late ? lateMs : 1);
  return all;
};
const deliveries = latencies(100, 10);

describe('whyVoid', () => {
  it('lets a run count whose generator had room', () => {
    expect(whyVoid({ busyShare: 0.89, scheduleLag: latencies(1, 20), deliveries })).toEqual([]);
  });

  it('voids a run whose generator used up its core', () => {
    expect(whyVoid({ busyShare: 0.91, scheduleLag: latencies(0, 20), deliveries })).toEqual([expect.stringContaining('0.91 of a core')]);
  });

  it('voids a run whose generator sent later than the schedule says', () => {
    expect(whyVoid({ busyShare: 0.5, scheduleLag: latencies(2, 6), deliveries })).toEqual([expect.stringContaining('schedule lag')]);
  });

  it('lets a lag count that is the smaller part of the latency: the machine was full, not the generator', () => {
    const slow = latencies(100, 400);
    expect(whyVoid({ busyShare: 0.5, scheduleLag: latencies(2, 130), deliveries: slow })).toEqual([]);
    expect(whyVoid({ busyShare: 0.5, scheduleLag: latencies(2, 140), deliveries: slow })).toEqual([
      expect.stringContaining('schedule lag'),
    ]);
  });
});
