import { describe, expect, it } from 'vitest';
import { Publishers } from './publishers.js';

describe('publisher counters', () => {
  it('[C9] consecutive envelopes and heartbeats that agree are no gap', () => {
    const publishers = new Publishers(3_000);
    expect(publishers.heartbeat('logic-1', 7, 0, 0)).toBeUndefined();
    expect(publishers.envelope('logic-1', 7, 1, 0)).toBeUndefined();
    expect(publishers.envelope('logic-1', 7, 2, 0)).toBeUndefined();
    expect(publishers.heartbeat('logic-1', 7, 2, 0)).toBeUndefined();
  });

  it('[C9] a hole, a tail that only the heartbeat knows of, and a first envelope that is not number 1 are gaps, each once', () => {
    const publishers = new Publishers(3_000);
    publishers.envelope('logic-1', 7, 1, 0);
    expect(publishers.envelope('logic-1', 7, 3, 0)).toBe('gap');
    expect(publishers.envelope('logic-1', 7, 4, 0)).toBeUndefined();
    expect(publishers.heartbeat('logic-1', 7, 5, 0)).toBe('gap');
    expect(publishers.heartbeat('logic-1', 7, 5, 0)).toBeUndefined();
    expect(publishers.envelope('logic-2', 1, 2, 0)).toBe('gap');
  });

  it('[C9] a new boot of the publisher counts from the start', () => {
    const publishers = new Publishers(3_000);
    publishers.envelope('logic-1', 7, 1, 0);
    expect(publishers.envelope('logic-1', 8, 1, 0)).toBeUndefined();
  });

  it('[R19] a publisher that falls silent may have died between commit and push', () => {
    const publishers = new Publishers(3_000);
    publishers.envelope('logic-1', 7, 1, 0);
    expect(publishers.sweep(3_000)).toBeUndefined();
    expect(publishers.sweep(3_001)).toBe('silent');
    expect(publishers.size).toBe(0);
  });
});
