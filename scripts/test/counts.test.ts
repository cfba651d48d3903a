import { describe, expect, it } from 'vitest';
import { e2eCounts, sum, vitestCounts } from './counts.ts';

describe('the counts of npm test', () => {
  it('add up', () => {
    expect(
      sum([
        { passed: 2, failed: 1 },
        { passed: 3, failed: 0 },
      ]),
    ).toEqual({ passed: 5, failed: 1 });
  });

  it.each([
    ['{"numPassedTests":7,"numFailedTests":2}', 1, { passed: 7, failed: 2 }],
    ['{"numPassedTests":7,"numFailedTests":0}', 0, { passed: 7, failed: 0 }],
    ['{"numPassedTests":7,"numFailedTests":0}', 1, { passed: 7, failed: 1 }],
    [undefined, 0, { passed: 0, failed: 1 }],
    ['{', 1, { passed: 0, failed: 1 }],
  ])('of vitest report %s and exit code %i', (report, exitCode, counts) => {
    expect(vitestCounts(report, exitCode)).toEqual(counts);
  });

  it.each([
    [['e2e: 3 passed, 0 failed'], 0, { passed: 3, failed: 0 }],
    [['e2e: 1 passed, 9 failed', 'e2e: 3 passed, 2 failed', 'bye'], 1, { passed: 3, failed: 2 }],
    [['e2e: 3 passed, 0 failed'], 134, { passed: 3, failed: 1 }],
    [[], 0, { passed: 0, failed: 1 }],
  ])('of browser tests saying %o, exit code %i', (lines, exitCode, counts) => {
    expect(e2eCounts(lines, exitCode)).toEqual(counts);
  });
});
