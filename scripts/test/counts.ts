// How many tests passed and failed, read from what each runner says; silence or a crash counts as a failure.
export interface Counts {
  readonly passed: number;
  readonly failed: number;
}

export const NOTHING: Counts = { passed: 0, failed: 0 };

export const sum = (all: readonly Counts[]): Counts =>
  all.reduce((total, { passed, failed }) => ({ passed: total.passed + passed, failed: total.failed + failed }), NOTHING);

/** From vitest's JSON report; undefined = there is none. A file that does not load has no tests that could have failed. */
export function vitestCounts(report: string | undefined, exitCode: number): Counts {
  const { numPassedTests = 0, numFailedTests = 0 } = parse(report);
  return withExitCode({ passed: numPassedTests, failed: numFailedTests }, exitCode);
}

function withExitCode({ passed, failed }: Counts, exitCode: number): Counts {
  const silentFailure = failed === 0 && (exitCode !== 0 || passed === 0);
  return { passed, failed: silentFailure ? 1 : failed };
}

function parse(report: string | undefined): { numPassedTests?: number; numFailedTests?: number } {
  try {
    return JSON.parse(report ?? '{}') as { numPassedTests?: number; numFailedTests?: number };
  } catch {
    return {};
  }
}
