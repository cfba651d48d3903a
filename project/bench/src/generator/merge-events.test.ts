import { describe, expect, it } from 'vitest';
import type { LoadEvent } from '../arm.ts';
import { Latencies } from '../measure/latencies.ts';
import { mergeEvents } from './merge-events.ts';

const histogram = (...ms: number[]): string => {
  const latencies = new Latencies();
  for (const one of ms) latencies.recordMs(one);
  return latencies.encoded();
};

describe('mergeEvents', () => {
  it('adds counts, merges latencies, and takes the longest time', () => {
    const connected = (sessions: number, seconds: number, ms: number): LoadEvent => ({
      event: 'connected',
      sessions,
      failed: 1,
      seconds,
      connectUs: histogram(ms),
    });
    const merged = mergeEvents([connected(10, 2, 5), connected(20, 3, 50)]);
    expect(merged).toMatchObject({ sessions: 30, failed: 2, seconds: 3 });
    const times = Latencies.merged([(merged as { connectUs: string }).connectUs]);
    expect([times.count, Math.round(times.maxMs)]).toEqual([2, 50]);
  });

  it('adds what each generator scheduled, got acked and saw', () => {
    const counts = { scheduled: 1, acked: 2, ackedInAll: 3, delivered: 4, doubled: 5, disordered: 6, refused: 7 };
    const result: LoadEvent = { event: 'result', ...counts, deliveryUs: histogram(1), ackUs: histogram(2) };
    expect(mergeEvents([result, result])).toMatchObject(
      Object.fromEntries(Object.entries(counts).map(([name, count]) => [name, 2 * count])),
    );
  });

  it('says how busy the generators were on average', () => {
    const measured = (busyShare: number): LoadEvent => ({ event: 'measured', busyShare, scheduleLagUs: histogram(1) });
    expect(mergeEvents([measured(0.2), measured(0.6)])).toMatchObject({ busyShare: 0.4 });
  });

  it('refuses generators that are not in step', () => {
    expect(() => mergeEvents([{ event: 'measuring' }, { event: 'measured', busyShare: 0, scheduleLagUs: histogram(1) }])).toThrow(
      'not in step',
    );
  });
});
