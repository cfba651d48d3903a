import { describe, expect, it } from 'vitest';
import { TokenBucket } from './rate-limit.js';
import { UserRates } from './user-rates.js';

describe('rate limits', () => {
  it('a burst passes, then the rate', () => {
    const bucket = new TokenBucket({ perSecond: 10, burst: 3 }, 0);
    expect([0, 0, 0, 0, 99, 100, 101].map((now) => bucket.take(now))).toEqual([true, true, true, false, false, true, false]);
  });

  it('charging on credit says how long to wait', () => {
    const bucket = new TokenBucket({ perSecond: 10, burst: 1 }, 0);
    expect([bucket.charge(0), bucket.charge(0), bucket.charge(0)]).toEqual([0, 100, 200]);
  });

  it('[S19] a user keeps one allowance over sessions and reconnects, and is forgotten when it says nothing any more', () => {
    const rates = new UserRates({ perSecond: 1, burst: 1 });
    expect(rates.of('7', 0).take(0)).toBe(true);
    rates.sweep();
    expect(rates.of('7', 0).take(0)).toBe(false);
    rates.sweep();
    rates.sweep();
    expect(rates.size).toBe(0);
  });
});
