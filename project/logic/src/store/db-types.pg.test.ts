import { execFile } from 'node:child_process';
import { readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { createTestDatabase } from '../testing/test-database.js';

it('the row types are those of the database (npm run dbtypes -w project/logic)', async () => {
  const database = await createTestDatabase();
  const generated = join(tmpdir(), `db-types-${String(process.pid)}.ts`);
  const bin = fileURLToPath(new URL('../../../../node_modules/kysely-codegen/dist/cli/bin.js', import.meta.url));
  const options = [
    '--dialect',
    'postgres',
    '--default-schema',
    'public',
    '--include-pattern',
    'public.*',
    '--exclude-pattern',
    '*message_p*',
    '--type-only-imports',
  ];
  await promisify(execFile)(process.execPath, [bin, ...options, '--url', database.url, '--out-file', generated]);
  expect(await readFile(generated, 'utf8')).toBe(await readFile(new URL('./db-types.ts', import.meta.url), 'utf8'));
  await rm(generated);
  await database.drop();
});
