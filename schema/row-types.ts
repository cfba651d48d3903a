// Writes the row types of the tables from a migrated database: `npm run row-types`.
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { migrate } from '../scripts/migrate.ts';
import { inRepository } from '../scripts/repository.ts';
import { startPostgres } from '../scripts/servers/postgres.ts';

const FILE = inRepository('project/logic/src/store/db-types.ts');
const GENERATOR = inRepository('node_modules/kysely-codegen/dist/cli/bin.js');

/** The text that the row types of this database should have. */
export async function rowTypes(databaseUrl: string): Promise<string> {
  const args = [
    GENERATOR,
    '--dialect',
    'postgres',
    '--url',
    databaseUrl,
    '--default-schema',
    'public',
    '--include-pattern',
    'public.*',
    '--log-level',
    'silent',
    '--print',
  ];
  const { stdout } = await promisify(execFile)(process.execPath, args);
  return `${stdout.trim()}\n`;
}

export const rowTypesFile = (): string => readFileSync(FILE, 'utf8');

if (import.meta.main) {
  const dir = mkdtempSync(join(tmpdir(), 'godwit-row-types-'));
  const server = await startPostgres({ dataDir: join(dir, 'postgres') });
  await migrate(server.url());
  writeFileSync(FILE, await rowTypes(server.url()));
  await server.stop();
  rmSync(dir, { recursive: true });
}
