import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { inRepository } from '../../../../scripts/repository.ts';
import type { ChaosReport } from './chaos-report.ts';
import { reportPage } from './report-page.ts';

const DIRECTORY = inRepository('.data/chaos');

/** report.json and report.md. Returns where they are: `dir`, or one of the run's time, to which `latest` then points. */
export function writeReport(report: ChaosReport, dir: string | undefined): string {
  const target = dir ?? join(DIRECTORY, report.startedAt.replaceAll(':', '-'));
  mkdirSync(target, { recursive: true });
  writeFileSync(join(target, 'report.json'), JSON.stringify(report, undefined, 2));
  writeFileSync(join(target, 'report.md'), `${reportPage(report)}\n`);
  if (dir !== undefined) return target;
  const latest = join(DIRECTORY, 'latest');
  rmSync(latest, { force: true });
  symlinkSync(basename(target), latest);
  return target;
}
