import type { Plot, Verdict } from '../scenario.ts';
import { escapeHtml } from './escape-html.ts';
import { type FigureTable, figureTables } from './figure-tables.ts';
import { HTML_STYLE } from './html-style.ts';
import type { Report, ScenarioReport } from './report.ts';
import { type LineStyle, lineStyles, svgPlot } from './svg-plot.ts';

/** One page that needs nothing else. */
export function htmlReport(report: Report): string {
  const { scenarios, startedAt } = report;
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Godwit bench, ${escapeHtml(startedAt.slice(0, 10))}</title><style>${HTML_STYLE}</style></head>
<body><main>${header(report)}${summary(scenarios)}${scenarios.map(section).join('')}</main></body></html>
`;
}

function header({ startedAt, seconds, command, quick, repeats, machine }: Report): string {
  const facts = [
    `${startedAt.slice(0, 16).replace('T', ' ')} UTC`,
    `commit ${machine.commit}`,
    `${machine.cores} cores, ${machine.processor}, ${machine.memoryGib} GiB`,
    `Linux ${machine.kernel}`,
    `Node ${machine.node}`,
    `${repeats} ${repeats === 1 ? 'round' : 'rounds'}`,
    `${Math.round(seconds)} s`,
    `load before ${machine.loadBefore.toFixed(1)}`,
  ];
  return `<header><h1>Godwit bench</h1><ul class="facts">${facts.map((fact) => `<li>${escapeHtml(fact)}</li>`).join('')}</ul>
<p class="faint"><code>${escapeHtml(command)}</code>${quick ? ' – a quick run: figures for a first look' : ''}</p></header>`;
}

function summary(scenarios: readonly ScenarioReport[]): string {
  const rows = scenarios.flatMap(({ name, outcome }) =>
    outcome.kind === 'failed'
      ? [`<tr><td>–</td><td>${escapeHtml(name)}</td><td>the scenario failed</td><td><span class="badge failed">failed</span></td></tr>`]
      : outcome.result.verdicts.map(verdictRow),
  );
  if (rows.length === 0) return '';
  return `<div class="summary"><h2>Targets</h2><div class="wide"><table class="verdicts"><tr><th>id</th><th>claim</th><th>measured</th><th></th></tr>${rows.join('')}</table></div></div>`;
}

const verdictRow = ({ target, claim, measured, result }: Verdict): string =>
  `<tr><td>${target}</td><td>${escapeHtml(claim)}</td><td>${escapeHtml(measured)}</td><td><span class="badge ${result}">${result}</span></td></tr>`;

function section({ name, about, seconds, outcome }: ScenarioReport): string {
  const title = `<h2>${escapeHtml(name)}</h2><p class="faint">${escapeHtml(about)} (${Math.round(seconds)} s)</p>`;
  if (outcome.kind === 'failed') return `<section>${title}<pre>${escapeHtml(outcome.error)}</pre></section>`;
  const { figures, plots, notes } = outcome.result;
  const parts = [
    plots.length === 0 ? '' : `<div class="plots">${plots.map(figure).join('')}</div>`,
    figures.length === 0 ? '' : `<div class="tables">${figureTables(figures).map(table).join('')}</div>`,
    notes.length === 0 ? '' : `<ul class="notes">${notes.map((note) => `<li>${escapeHtml(note)}</li>`).join('')}</ul>`,
  ];
  return `<section>${title}${parts.join('')}</section>`;
}

function figure(plot: Plot): string {
  const styles = lineStyles(plot.lines);
  const legend = plot.lines.map(({ name }, index) => `<li>${swatch(styles[index]!, plot.stacked === true)}${escapeHtml(name)}</li>`);
  return `<figure><h3>${escapeHtml(plot.title)}</h3><ul class="legend">${legend.join('')}</ul>${svgPlot(plot)}</figure>`;
}

const swatch = ({ colour, dash }: LineStyle, filled: boolean): string =>
  filled
    ? `<svg viewBox="0 0 10 10"><rect class="bar c${colour}" width="10" height="10" rx="2"/></svg>`
    : `<svg viewBox="0 0 26 10"><g class="line c${colour}"><path d="M0 5H26" stroke-dasharray="${dash}"/></g></svg>`;

function table({ title, columns, rows, headColumns }: FigureTable): string {
  const cell = (tag: 'td' | 'th') => (text: string, column: number) =>
    `<${tag}${column < headColumns ? ' class="head"' : ''}>${escapeHtml(text).replace(/ (\(.*\))$/, ' <span class="range">$1</span>')}</${tag}>`;
  const body = rows.map((row) => `<tr>${row.map(cell('td')).join('')}</tr>`).join('');
  return `<div class="wide"><h3>${escapeHtml(title)}</h3><table><tr>${columns.map(cell('th')).join('')}</tr>${body}</table></div>`;
}
