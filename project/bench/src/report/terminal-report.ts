import { figureTables, type FigureTable } from './figure-tables.ts';
import type { ScenarioReport } from './report.ts';

const SIGNS = { met: '✓ met   ', missed: '✗ missed', void: '– void  ' } as const;

/** What one scenario found, for a terminal of any width. */
export function terminalReport({ name, about, seconds, outcome }: ScenarioReport): string {
  const title = `\n${name} (${seconds.toFixed(0)} s): ${about}`;
  if (outcome.kind === 'failed') return `${title}\n  ✗ failed: ${outcome.error}`;
  const { figures, verdicts, notes } = outcome.result;
  return [
    title,
    ...figureTables(figures).map(tableText),
    ...verdicts.map(({ target, claim, measured, result }) => `  ${SIGNS[result]}  ${target.padEnd(3)}  ${claim}: ${measured}`),
    ...notes.map((note) => `  · ${note}`),
  ].join('\n');
}

function tableText({ title, columns, rows }: FigureTable): string {
  const lines = [columns, ...rows];
  const widths = columns.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)));
  const text = lines.map((line) => `    ${line.map((cell, column) => cell.padStart(widths[column] ?? 0)).join('   ')}`);
  return [`  ${title}`, ...text, ''].join('\n');
}
