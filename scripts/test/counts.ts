// How many tests passed and failed, read from what each runner says; silence or a crash counts as a failure.
export interface Counts {
  readonly passed: number;
  readonly failed: number;
}

export const NOTHING: Counts = { passed: 0, failed: 0 };

export const sum = (all: readonly Counts[]): Counts =>
  all.reduce((total, { passed, failed }) => ({ passed: total.passed + passed, failed: total.failed + failed }), NOTHING);

interface VitestReport {
  readonly numPassedTests?: number;
  readonly numFailedTests?: number;
  readonly testResults?: readonly { readonly status: string; readonly assertionResults: readonly { readonly status: string }[] }[];
}

/** From vitest's JSON report; undefined = there is none. A file that fails outside its tests, in a hook or while loading, is a failure too. */
export function vitestCounts(report: string | undefined, exitCode: number): Counts {
  const { numPassedTests = 0, numFailedTests = 0, testResults = [] } = parse(report);
  const brokenFiles = testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && !assertionResults.some((test) => test.status === 'failed'),
  ).length;
  return withExitCode({ passed: numPassedTests, failed: numFailedTests + brokenFiles }, exitCode);
}

function withExitCode({ passed, failed }: Counts, exitCode: number): Counts {
  const silentFailure = failed === 0 && (exitCode !== 0 || passed === 0);
  return { passed, failed: silentFailure ? 1 : failed };
}

function parse(report: string | undefined): VitestReport {
  try {
    return JSON.parse(report ?? '{}') as VitestReport;
  } catch {
    return {};
  }
}
