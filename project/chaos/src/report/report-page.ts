import { held, type Happening, type ScenarioReport } from '../run-scenario.ts';
import type { ChaosReport, MutantReport } from './chaos-report.ts';

/** Threshold of a figure that is no claim. */
export const INFORMATION = 'for information';

/** The report as Markdown. */
export function reportPage(report: ChaosReport): string {
  const { command, seed, startedAt, seconds, machine, scenarios, mutants } = report;
  return [
    '# Chaos report',
    '',
    `\`${command}\`, seed ${seed}, ${startedAt}, ${seconds.toFixed(0)} s, on ${machine}`,
    '',
    ...(scenarios.length > 0 ? summary(scenarios) : []),
    ...(mutants.length > 0 ? mutantTable(mutants) : []),
    ...scenarios.flatMap(details),
  ].join('\n');
}

const summary = (scenarios: readonly ScenarioReport[]): string[] => [
  ...table(
    ['id', 'scenario', 'what', 'threshold', 'measured', 'held'],
    scenarios.flatMap((scenario) =>
      scenario.measurements.map(({ id, what, threshold, value }) => [
        id,
        scenario.scenario,
        what,
        threshold,
        value,
        threshold === INFORMATION ? '' : verdict(scenario, id),
      ]),
    ),
  ),
  '',
];

const verdict = ({ findings, error }: ScenarioReport, id: string): string =>
  error !== undefined ? 'not shown' : findings.some((finding) => finding.id === id) ? 'NO' : 'yes';

const mutantTable = (mutants: readonly MutantReport[]): string[] => [
  '## Mutants',
  '',
  ...table(
    ['mutant', 'what is broken', 'scenario', 'ids', 'result', 'found', 's'],
    mutants.map(({ mutant, about, scenario, ids, result, found, seconds }) => [
      mutant,
      about,
      scenario,
      ids.join(' '),
      result === 'red' ? 'red' : `**${result}**`,
      found,
      seconds.toFixed(0),
    ]),
  ),
  '',
];

function details(scenario: ScenarioReport): string[] {
  const { scenario: name, ids, about, seconds, findings, error, happenings } = scenario;
  return [
    `## ${name}: ${held(scenario) ? 'held' : 'FAILED'}`,
    '',
    `${ids.join(', ')}. ${about}. ${seconds.toFixed(0)} s.`,
    '',
    ...(error === undefined ? [] : ['Nothing was shown:', '', '```', error, '```', '']),
    ...(findings.length === 0
      ? []
      : [
          ...table(
            ['id', 'does not hold'],
            findings.map(({ id, found }) => [id, found]),
          ),
          '',
        ]),
    ...(happenings.length === 0 ? [] : timeline(happenings)),
  ];
}

const timeline = (happenings: readonly Happening[]): string[] => {
  const start = Math.min(...happenings.map(({ fromMs }) => fromMs));
  return [
    ...table(
      ['from s', 'for s', 'what', 'note'],
      [...happenings]
        .sort((a, b) => a.fromMs - b.fromMs)
        .map(({ what, fromMs, toMs, note }) => [((fromMs - start) / 1000).toFixed(1), ((toMs - fromMs) / 1000).toFixed(1), what, note]),
    ),
    '',
  ];
};

function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|').replaceAll('\n', ' ')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)];
}
