// What each runner says of its tests, file by file, read from vitest's JSON report; silence or a crash counts as a failure.
export interface Failure {
  readonly name: string;
  /** What the assertion says; empty = nothing. */
  readonly message: string;
}

export interface FileResult {
  /** Absolute path, or the name of the step that belongs to no file. */
  readonly file: string;
  readonly passed: number;
  readonly failures: readonly Failure[];
}

interface Report {
  readonly testResults?: readonly {
    readonly name: string;
    readonly status: string;
    readonly message?: string;
    readonly assertionResults: readonly {
      readonly fullName: string;
      readonly status: string;
      readonly failureMessages?: readonly string[];
    }[];
  }[];
}

/** From the report of the step `name`; undefined = there is none. A file that fails outside its tests, in a hook or while loading, is a failure too. */
export function readReport(name: string, report: string | undefined, exitCode: number): FileResult[] {
  const results = (parse(report).testResults ?? []).map(({ name: file, status, message, assertionResults }): FileResult => {
    const failures = assertionResults
      .filter((test) => test.status === 'failed')
      .map((test) => ({ name: test.fullName, message: (test.failureMessages ?? []).join('\n') }));
    const broken = status === 'failed' && failures.length === 0;
    return {
      file,
      passed: assertionResults.filter((test) => test.status === 'passed').length,
      failures: broken ? [{ name: 'outside its tests', message: message ?? '' }] : failures,
    };
  });
  const silent = results.every(({ failures }) => failures.length === 0) && (exitCode !== 0 || results.every(({ passed }) => passed === 0));
  return silent
    ? [...results, { file: name, passed: 0, failures: [{ name: `ended with ${exitCode} and says no reason`, message: '' }] }]
    : results;
}

export function count(results: readonly FileResult[]): { passed: number; failed: number } {
  const total = (of: (result: FileResult) => number): number => results.reduce((sum, result) => sum + of(result), 0);
  return { passed: total(({ passed }) => passed), failed: total(({ failures }) => failures.length) };
}

export const failedFiles = (results: readonly FileResult[]): readonly FileResult[] => results.filter(({ failures }) => failures.length > 0);

/** The files that were run `again` count as they ended then. */
export const replaced = (first: readonly FileResult[], again: readonly FileResult[]): FileResult[] => [
  ...first.filter(({ file }) => !again.some((other) => other.file === file)),
  ...again,
];

const SHOWN_MESSAGE_LINES = 6;

/** A line for each failure with the first lines of its reason, paths relative to `root`. */
export const failureLines = (results: readonly FileResult[], root: string): string[] =>
  results.flatMap(({ file, failures }) =>
    failures.flatMap(({ name, message }) => [
      `✗ ${file.replace(`${root}/`, '')} > ${name}`,
      ...message
        .split('\n')
        .filter((line) => line.trim() !== '')
        .slice(0, SHOWN_MESSAGE_LINES)
        .map((line) => `    ${line.trim()}`),
    ]),
  );

function parse(report: string | undefined): Report {
  try {
    return JSON.parse(report ?? '{}') as Report;
  } catch {
    return {};
  }
}
