import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { DelayQueue } from './delay-queue.ts';

const packet = (n: number): Uint8Array<ArrayBuffer> => Uint8Array.of(n);

describe('DelayQueue', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('delivers each packet after the delay, in order', () => {
    const delivered: number[] = [];
    const queue = new DelayQueue(20, ([n]) => void delivered.push(n!));
    queue.push(packet(1));
    vi.advanceTimersByTime(15);
    queue.push(packet(2));
    expect(delivered).toEqual([]);
    vi.advanceTimersByTime(6);
    expect(delivered).toEqual([1]);
    vi.advanceTimersByTime(20);
    expect(delivered).toEqual([1, 2]);
  });

  it('delivers at once without a delay', () => {
    const delivered: number[] = [];
    const queue = new DelayQueue(0, ([n]) => void delivered.push(n!));
    queue.push(packet(1));
    expect(delivered).toEqual([1]);
  });

  it('takes no more than 10,000 packets', () => {
    const queue = new DelayQueue(20, () => undefined);
    const taken = Array.from({ length: 10_001 }, () => queue.push(packet(1))).filter(Boolean).length;
    expect(taken).toBe(10_000);
  });
});
