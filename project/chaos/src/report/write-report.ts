import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { inRepository } from '../../../../scripts/repository.ts';
import type { ChaosReport } from './chaos-report.ts';
import { reportPage } from './report-page.ts';

const DIRECTORY = inRepository('.data/chaos');

/** `wanted`, or one of the run's time, to which `latest` then points. */
export function reportDirectory(wanted: string | undefined, startedAt: Date): string {
  const dir = wanted ?? join(DIRECTORY, startedAt.toISOString().replaceAll(':', '-'));
  mkdirSync(dir, { recursive: true });
  if (wanted !== undefined) return dir;
  const latest = join(DIRECTORY, 'latest');
  rmSync(latest, { force: true });
  symlinkSync(basename(dir), latest);
  return dir;
}

/** report.json and report.md. */
export function writeReport(report: ChaosReport, dir: string): void {
  writeFileSync(join(dir, 'report.json'), JSON.stringify(report, undefined, 2));
  writeFileSync(join(dir, 'report.md'), `${reportPage(report)}\n`);
}
