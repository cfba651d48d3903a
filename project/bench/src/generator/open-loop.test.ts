import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openLoop } from './open-loop.ts';

describe('openLoop', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('sends each message when it is due: the first at once, the last one period before the end', async () => {
    const lagsMs: number[] = [];
    const done = openLoop(10, 1, (_n, dueAtMs) => lagsMs.push(performance.now() - dueAtMs));
    await vi.advanceTimersByTimeAsync(1_100);
    await done;
    expect(lagsMs.length).toBe(10);
    for (const lagMs of lagsMs) expect(lagMs).toBeLessThanOrEqual(1);
  });

  it('keeps to the schedule when it was held up', async () => {
    const sent: [dueAtMs: number, lagMs: number][] = [];
    const start = performance.now();
    const done = openLoop(100, 1, (n, dueAtMs) => {
      sent.push([dueAtMs - start, performance.now() - dueAtMs]);
      if (n === 10) vi.advanceTimersByTime(200);
    });
    await vi.advanceTimersByTimeAsync(1_100);
    await done;
    expect(sent.map(([dueAtMs]) => dueAtMs)).toEqual(Array.from({ length: 100 }, (_, n) => n * 10));
    expect(Math.max(...sent.map(([, lagMs]) => lagMs))).toBeGreaterThan(150);
  });
});
