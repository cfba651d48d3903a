import type { Plot, PlotLine } from '../scenario.ts';
import { escapeHtml } from './escape-html.ts';
import { numberText } from './number-text.ts';
import { type Scale, scaleOf } from './scale.ts';

// Units of the viewBox; the page scales it.
const WIDTH = 420;
const HEIGHT = 280;
const LEFT = 54;
const RIGHT = 24;
const TOP = 14;
const BOTTOM = 44;
const BAR_SHARE = 0.56;
const COLOURS = 8;
const DASHES = ['none', '5 4', '1.5 3.5'];

export interface LineStyle {
  /** 1 … COLOURS: the classes c1, c2, … of the page. */
  readonly colour: number;
  readonly dash: string;
}

/** A colour for each group, in order of appearance; the further lines of a group are dashed. */
export function lineStyles(lines: readonly PlotLine[]): LineStyle[] {
  const groups = [...new Set(lines.map(groupOf))];
  return lines.map((line, index) => {
    const before = lines.slice(0, index).filter((other) => groupOf(other) === groupOf(line)).length;
    return { colour: (groups.indexOf(groupOf(line)) % COLOURS) + 1, dash: DASHES[Math.min(before, DASHES.length - 1)] ?? 'none' };
  });
}

const groupOf = ({ group, name }: PlotLine): string => group ?? name;

/** The drawing without title and legend. Colours come from the classes of the page, so that it follows light and dark. */
export function svgPlot(plot: Plot): string {
  const label = `${plot.title}: ${plot.y.label} over ${plot.x.label}`;
  const content = plot.stacked === true ? stackedBars(plot) : plainLines(plot);
  return `<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${escapeHtml(label)}">${content}</svg>`;
}

function plainLines({ x, y, lines, limit }: Plot): string {
  const points = lines.flatMap((line) => line.points);
  const xs = scaleOf(
    x,
    points.map((point) => point[0]),
    LEFT,
    WIDTH - RIGHT,
  );
  const ys = scaleOf(y, [...points.map((point) => point[1]), ...(limit === undefined ? [] : [limit.y])], HEIGHT - BOTTOM, TOP);
  const styles = lineStyles(lines);
  return [
    axes(
      plotLabels(x.label, y.label),
      ys,
      xs.ticks.map((tick) => [xs.at(tick), numberText(tick)]),
    ),
    limit === undefined ? '' : limitLine(limit.label, ys.at(limit.y)),
    ...lines.map((line, index) => drawnLine(line, styles[index]!, xs, ys)),
  ].join('');
}

function drawnLine({ name, points }: PlotLine, { colour, dash }: LineStyle, xs: Scale, ys: Scale): string {
  const path = points.map(([x, y], index) => `${index === 0 ? 'M' : 'L'}${fixed(xs.at(x))} ${fixed(ys.at(y))}`).join('');
  const marks = points.map(
    ([x, y]) =>
      `<circle cx="${fixed(xs.at(x))}" cy="${fixed(ys.at(y))}" r="3.5"><title>${escapeHtml(name)} at ${numberText(x)}: ${numberText(y)}</title></circle>`,
  );
  return `<g class="line c${colour}"><path d="${path}" stroke-dasharray="${dash}"/>${marks.join('')}</g>`;
}

/** One bar for each x, evenly spaced: rates are far apart, and a bar has a width. */
function stackedBars({ x, y, lines }: Plot): string {
  const xs = [...new Set(lines.flatMap(({ points }) => points.map((point) => point[0])))].sort((a, b) => a - b);
  const valueAt = (line: PlotLine, at: number): number => line.points.find((point) => point[0] === at)?.[1] ?? 0;
  const totals = xs.map((at) => lines.reduce((sum, line) => sum + valueAt(line, at), 0));
  const ys = scaleOf(y, totals, HEIGHT - BOTTOM, TOP);
  const slot = (WIDTH - LEFT - RIGHT) / Math.max(1, xs.length);
  const styles = lineStyles(lines);
  const bars = xs.flatMap((at, column) => {
    let below = 0;
    return lines.map((line, index) => {
      const value = valueAt(line, at);
      const [bottom, top] = [ys.at(below), ys.at((below += value))];
      const left = LEFT + slot * (column + (1 - BAR_SHARE) / 2);
      return `<rect class="bar c${styles[index]!.colour}" x="${fixed(left)}" y="${fixed(top)}" width="${fixed(slot * BAR_SHARE)}" height="${fixed(bottom - top)}"><title>${escapeHtml(line.name)} at ${numberText(at)}: ${numberText(value)}</title></rect>`;
    });
  });
  return (
    axes(
      plotLabels(x.label, y.label),
      ys,
      xs.map((at, column) => [LEFT + slot * (column + 0.5), numberText(at)]),
    ) + bars.join('')
  );
}

const plotLabels = (x: string, y: string): string =>
  `<text class="label" x="${(LEFT + WIDTH - RIGHT) / 2}" y="${HEIGHT - 6}" text-anchor="middle">${escapeHtml(x)}</text>` +
  `<text class="label" transform="translate(13 ${(TOP + HEIGHT - BOTTOM) / 2}) rotate(-90)" text-anchor="middle">${escapeHtml(y)}</text>`;

function axes(labels: string, ys: Scale, xTicks: readonly (readonly [at: number, text: string])[]): string {
  const rows = ys.ticks.map((tick) => {
    const at = fixed(ys.at(tick));
    return `<path class="grid" d="M${LEFT} ${at}H${WIDTH - RIGHT}"/><text class="tick" x="${LEFT - 8}" y="${at}" dy="0.32em" text-anchor="end">${numberText(tick)}</text>`;
  });
  const columns = xTicks.map(
    ([at, text]) => `<text class="tick" x="${fixed(at)}" y="${HEIGHT - BOTTOM + 18}" text-anchor="middle">${text}</text>`,
  );
  return `${rows.join('')}<path class="axis" d="M${LEFT} ${HEIGHT - BOTTOM}H${WIDTH - RIGHT}"/>${columns.join('')}${labels}`;
}

const limitLine = (label: string, at: number): string =>
  `<path class="limit" d="M${LEFT} ${fixed(at)}H${WIDTH - RIGHT}"/><text class="limit-label" x="${LEFT + 6}" y="${fixed(at - 5)}">${escapeHtml(label)}</text>`;

const fixed = (value: number): string => value.toFixed(1);
