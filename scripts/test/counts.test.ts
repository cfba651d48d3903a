import { describe, expect, it } from 'vitest';
import { sum, vitestCounts } from './counts.ts';

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
    [
      JSON.stringify({
        numPassedTests: 7,
        numFailedTests: 1,
        testResults: [
          { status: 'failed', assertionResults: [{ status: 'failed' }] },
          { status: 'failed', assertionResults: [{ status: 'pending' }] },
          { status: 'failed', assertionResults: [] },
          { status: 'passed', assertionResults: [{ status: 'passed' }] },
        ],
      }),
      1,
      { passed: 7, failed: 3 },
    ],
    [undefined, 0, { passed: 0, failed: 1 }],
    ['{', 1, { passed: 0, failed: 1 }],
  ])('of report %s and exit code %i', (report, exitCode, counts) => {
    expect(vitestCounts(report, exitCode)).toEqual(counts);
  });
});
