import { describe, expect, it } from 'vitest';
import { atLeast, atMost } from './limit-verdict.ts';

const subject = (...runs: number[]) => ({ target: 'P4', claim: 'PSS', runs, unit: 'KB' }) as const;

describe('a limit', () => {
  it('is held by the median, and names the next goal until that is reached too', () => {
    expect(atMost(100, subject(90, 300, 95), 64)).toEqual({
      target: 'P4',
      claim: 'PSS ≤ 100 KB',
      measured: '95 KB (next goal 64 KB)',
      result: 'met',
    });
    expect(atMost(100, subject(64), 64).measured).toBe('64 KB');
  });

  it('is missed by a median beyond it', () => {
    expect(atMost(100, subject(90, 101, 102)).result).toBe('missed');
    expect(atLeast(800, subject(799))).toMatchObject({ claim: 'PSS ≥ 800 KB', result: 'missed' });
    expect(atLeast(800, subject(800)).result).toBe('met');
  });

  it('is void without a run that counts', () => {
    expect(atMost(100, subject()).result).toBe('void');
  });
});
