import { describe, expect, it } from 'vitest';
import type { Plot } from '../scenario.ts';
import { lineStyles, svgPlot } from './svg-plot.ts';

const axis = { label: 'x', scale: 'linear' } as const;
const plot = (over: Partial<Plot>): Plot => ({ title: 'T', x: axis, y: axis, lines: [{ name: 'a', points: [[1, 2]] }], ...over });

describe('svgPlot', () => {
  it('lines of a group share their colour and differ in their dashes', () => {
    const line = (name: string, group?: string) => ({ name, points: [], ...(group === undefined ? {} : { group }) });
    const [p99, p50, other] = lineStyles([line('godwit P99', 'godwit'), line('godwit P50', 'godwit'), line('socketio')]);
    expect(p50?.colour).toBe(p99?.colour);
    expect(p50?.dash).not.toBe(p99?.dash);
    expect(other?.colour).not.toBe(p99?.colour);
  });

  it('draws each point of each line once', () => {
    const lines = [
      {
        name: 'a',
        points: [
          [1, 2],
          [2, 3],
        ] as const,
      },
      { name: 'b', points: [[1, 5]] as const },
    ];
    expect(svgPlot(plot({ lines })).match(/<circle/g)).toHaveLength(3);
    expect(svgPlot(plot({ lines, stacked: true })).match(/<rect/g)).toHaveLength(4);
  });

  it('stacks bars on each other', () => {
    const lines = [1, 2].map((n) => ({ name: `tier ${n}`, points: [[1, 10]] as const }));
    const bars = [...svgPlot(plot({ lines, stacked: true })).matchAll(/ y="([\d.]+)" width="[\d.]+" height="([\d.]+)"/g)].map(
      ([, y, height]) => [Number(y), Number(height)],
    );
    expect(bars[0]![0]).toBeCloseTo(bars[1]![0]! + bars[1]![1]!, 0);
  });

  it('lets no name become markup', () => {
    const hostile = '<script>alert(1)</script>';
    expect(svgPlot(plot({ title: hostile, lines: [{ name: hostile, points: [[1, 1]] }] }))).not.toContain('<script>');
  });
});
