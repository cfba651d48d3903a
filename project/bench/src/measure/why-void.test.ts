import { describe, expect, it } from 'vitest';
import { Latencies } from './latencies.ts';
import { whyVoid } from './why-void.ts';

/** 100 messages of which `late` were handed over 20 ms after they were due. */
const lag = (late: number): Latencies => {
  const latencies = new Latencies();
  for (let i = 0; i < 100; i++) latencies.recordMs(i < late ? 20 : 1);
  return latencies;
};

describe('whyVoid', () => {
  it('lets a run count whose generator had room', () => {
    expect(whyVoid({ busyShare: 0.89, scheduleLag: lag(1) })).toEqual([]);
    expect(whyVoid({ busyShare: 0.5, scheduleLag: undefined })).toEqual([]);
  });

  it('voids a run whose generator used up its core', () => {
    expect(whyVoid({ busyShare: 0.91, scheduleLag: lag(0) })).toEqual([expect.stringContaining('0.91 of a core')]);
  });

  it('voids a run whose generator sent later than the schedule says', () => {
    expect(whyVoid({ busyShare: 0.5, scheduleLag: lag(2) })).toEqual([expect.stringContaining('schedule lag')]);
  });
});
