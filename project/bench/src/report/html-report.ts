import type { Report } from './report.ts';

export const htmlReport = (report: Report): string =>
  `<!doctype html><title>Godwit bench</title><pre>${JSON.stringify(report, null, 1)}</pre>`;
