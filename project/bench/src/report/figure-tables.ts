import { median } from '../measure/median.ts';
import type { Figure } from '../scenario.ts';
import { numberText } from './number-text.ts';

export interface FigureTable {
  /** With the unit. */
  readonly title: string;
  readonly columns: readonly string[];
  /** As many cells as columns. */
  readonly rows: readonly (readonly string[])[];
  /** How many of the columns, from the left, say what a row was measured at. */
  readonly headColumns: number;
}

/** Figures of one name and unit become one table: a row per `at`, a column per arm (or `column`), in each cell median and range. */
export function figureTables(figures: readonly Figure[]): FigureTable[] {
  const byTitle = Map.groupBy(figures, ({ name, unit }) => `${name}, ${unit}`);
  return [...byTitle].map(([title, group]) => tableOf(title, group));
}

function tableOf(title: string, figures: readonly Figure[]): FigureTable {
  const heads = [...new Set(figures.flatMap(({ at }) => Object.keys(at)))];
  const columns = [...new Set(figures.map(columnOf))];
  const byRow = Map.groupBy(figures, ({ at }) => JSON.stringify(heads.map((head) => at[head] ?? '')));
  const rows = [...byRow.values()].map((row) => [
    ...heads.map((head) => atText(row[0]?.at[head])),
    ...columns.map((column) => cell(row.find((figure) => columnOf(figure) === column))),
  ]);
  return { title, columns: [...heads, ...columns], rows, headColumns: heads.length };
}

const columnOf = ({ column, arm }: Figure): string => column ?? arm;

const atText = (value: number | string | undefined): string => (typeof value === 'number' ? numberText(value) : (value ?? ''));

function cell(figure: Figure | undefined): string {
  if (figure === undefined || figure.runs.length === 0) return '–';
  const middle = numberText(median(figure.runs));
  if (figure.runs.length === 1) return middle;
  return `${middle} (${numberText(Math.min(...figure.runs))} … ${numberText(Math.max(...figure.runs))})`;
}
