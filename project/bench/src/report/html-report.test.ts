import { describe, expect, it } from 'vitest';
import type { Verdict } from '../scenario.ts';
import { htmlReport } from './html-report.ts';
import type { Report, ScenarioReport } from './report.ts';
import { terminalReport } from './terminal-report.ts';

const HOSTILE = '<img src=x onerror=alert(1)>';
const verdict = (result: Verdict['result'], measured: string): Verdict => ({ target: 'P1', claim: 'fast', measured, result });
const scenario: ScenarioReport = {
  name: HOSTILE,
  about: HOSTILE,
  targets: ['P1'],
  seconds: 3,
  outcome: {
    kind: 'done',
    result: {
      figures: [{ name: HOSTILE, unit: 'ms', arm: 'godwit', at: { rate: HOSTILE }, runs: [4, 5, 6] }],
      plots: [],
      verdicts: [verdict('met', '1 ms'), verdict('missed', '2 ms'), verdict('void', '3 ms')],
      notes: [HOSTILE],
    },
  },
};
const failed: ScenarioReport = { ...scenario, name: 'broken', outcome: { kind: 'failed', error: HOSTILE } };
const machine = { processor: HOSTILE, cores: 2, memoryGib: 24, kernel: '6', node: '24', commit: 'abc', loadBefore: 0 };
const report: Report = {
  startedAt: '2026-01-02T03:04:05.000Z',
  seconds: 3,
  command: HOSTILE,
  quick: false,
  repeats: 5,
  machine,
  scenarios: [scenario, failed],
};

describe('reports', () => {
  it('the page shows every verdict and every scenario that failed', () => {
    const html = htmlReport(report);
    for (const shown of ['badge met', 'badge missed', 'badge void', 'badge failed', '1 ms', '2 ms', '3 ms']) expect(html).toContain(shown);
  });

  it('the page takes no text for markup and loads nothing', () => {
    const html = htmlReport(report);
    expect(html).not.toContain('<img');
    expect(html).not.toMatch(/<(link|script|iframe)|<[^>]* (src|href)=|@import|url\(/);
  });

  it('the terminal shows the table, the verdicts and the notes', () => {
    const text = terminalReport(scenario);
    for (const shown of ['5 (4 … 6)', '✓ met', '✗ missed', '– void', '· ']) expect(text).toContain(shown);
    expect(terminalReport(failed)).toContain('✗ failed');
  });
});
