import { mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { inRepository } from '../../../../scripts/repository.ts';
import { htmlReport } from './html-report.ts';
import type { Report } from './report.ts';

const DIRECTORY = inRepository('.data/bench');

/** Writes both forms to a directory of their own, makes it `latest`, and writes the copies that were asked for; returns the page's path. */
export function writeReports(
  report: Report,
  copies: { readonly jsonFile: string | undefined; readonly htmlFile: string | undefined },
): string {
  const directory = join(DIRECTORY, report.startedAt.replaceAll(':', '-').replace(/\..*/, ''));
  const json = `${JSON.stringify(report, null, 2)}\n`;
  const html = htmlReport(report);
  write(join(directory, 'report.json'), json);
  write(join(directory, 'report.html'), html);
  pointLatestTo(directory);
  if (copies.jsonFile !== undefined) write(resolve(copies.jsonFile), json);
  if (copies.htmlFile !== undefined) write(resolve(copies.htmlFile), html);
  return join(directory, 'report.html');
}

function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

function pointLatestTo(directory: string): void {
  const next = join(DIRECTORY, `latest.${process.pid}`);
  rmSync(next, { force: true });
  symlinkSync(basename(directory), next);
  renameSync(next, join(DIRECTORY, 'latest'));
}
