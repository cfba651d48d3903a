import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Settings } from '../start/settings.ts';

/** DATABASE_URL, or the database of the `npm start` that runs on the same data directory. */
export function databaseUrl({ databaseUrl: given, dataDir }: Pick<Settings, 'databaseUrl' | 'dataDir'>): string {
  if (given !== '') return given;
  const path = join(dataDir, 'run', 'postgres.json');
  try {
    const url = new URL((JSON.parse(readFileSync(path, 'utf8')) as { url: string }).url);
    url.pathname = '/godwit';
    return url.href;
  } catch {
    throw new Error(`no database: start the server ("npm start"), or set DATABASE_URL (looked for ${path})`);
  }
}
