/** One line of the table. limit: not met from there on. */
export interface Figure {
  readonly what: string;
  readonly value: number;
  readonly limit: number;
  readonly unit: string;
  /** More of the same measurement. */
  readonly note: string;
}

const sorted = (values: readonly number[]): readonly number[] => [...values].sort((a, b) => a - b);
export const percentile = (values: readonly number[], p: number): number =>
  sorted(values)[Math.min(values.length - 1, Math.floor(values.length * p))] ?? NaN;
export const median = (values: readonly number[]): number => percentile(values, 0.5);

const numberOf = (value: number): string => (value >= 100 ? value.toFixed(0) : value.toFixed(1));

/** Of many times in ms the median is what counts. */
export const times = (what: string, values: readonly number[], limit: number): Figure => ({
  what,
  value: median(values),
  limit,
  unit: 'ms',
  note: `P95 ${numberOf(percentile(values, 0.95))} ms, n = ${values.length}`,
});

export function table(figures: readonly Figure[]): string {
  const rows = figures.map(({ what, value, limit, unit, note }) => [
    what,
    `${numberOf(value)} ${unit}`,
    `< ${limit} ${unit}`,
    value < limit ? 'met' : 'MISSED',
    note,
  ]);
  const widths = [0, 1, 2, 3].map((i) => Math.max(...rows.map((row) => row[i]!.length)));
  return rows.map((row) => row.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join('  ')).join('\n');
}
