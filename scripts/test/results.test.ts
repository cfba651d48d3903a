import { describe, expect, it } from 'vitest';
import { count, failedFiles, failureLines, type FileResult, readReport, replaced } from './results.ts';

const test = (status: string, fullName = status, failureMessages: string[] = []) => ({ fullName, status, failureMessages });
const report = (...testResults: object[]): string => JSON.stringify({ testResults });
const passing = { name: '/r/a.test.ts', status: 'passed', assertionResults: [test('passed'), test('passed'), test('pending')] };
const failing = { name: '/r/b.test.ts', status: 'failed', assertionResults: [test('passed'), test('failed', 'says so', ['no\n\n  at b'])] };
const broken = { name: '/r/c.test.ts', status: 'failed', message: 'cannot load', assertionResults: [test('pending')] };

describe('the results of npm test', () => {
  it.each([
    [report(passing), 0, { passed: 2, failed: 0 }],
    [report(passing), 1, { passed: 2, failed: 1 }],
    [report(passing, failing, broken, { ...broken, assertionResults: [] }), 1, { passed: 3, failed: 3 }],
    [report(), 0, { passed: 0, failed: 1 }],
    [undefined, 0, { passed: 0, failed: 1 }],
    ['{', 1, { passed: 0, failed: 1 }],
  ])('of report %s and exit code %i are counted', (text, exitCode, expected) => {
    expect(count(readReport('tests', text, exitCode))).toEqual(expected);
  });

  it('of a file that ran again are those of the second run', () => {
    const first = readReport('tests', report(passing, failing, broken), 1);
    const again: FileResult[] = [
      { file: '/r/b.test.ts', passed: 2, failures: [] },
      { file: '/r/c.test.ts', passed: 0, failures: [{ name: 'x', message: '' }] },
    ];
    expect(failedFiles(first).map(({ file }) => file)).toEqual(['/r/b.test.ts', '/r/c.test.ts']);
    expect(count(replaced(first, again))).toEqual({ passed: 4, failed: 1 });
  });

  it('name each failure with its reason', () => {
    expect(failureLines(readReport('tests', report(passing, failing, broken), 1), '/r')).toEqual([
      '✗ b.test.ts > says so',
      '    no',
      '    at b',
      '✗ c.test.ts > outside its tests',
      '    cannot load',
    ]);
  });
});
