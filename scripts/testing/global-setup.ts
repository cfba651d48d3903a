// vitest's global setup for tests that need servers: one PostgreSQL with a migrated template database for the whole run.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrate } from '../migrate.ts';
import { startPostgres } from '../servers/postgres.ts';
import { RUN_DIR_VARIABLE } from './build-once.ts';
import { CLUSTER_VARIABLE, query, TEMPLATE } from './database.ts';

export default async function setup(): Promise<() => Promise<void>> {
  const dir = mkdtempSync(join(tmpdir(), 'godwit-test-'));
  const postgres = await startPostgres({ dataDir: join(dir, 'postgres'), maxConnections: 300 });
  await query(postgres.url(), `CREATE DATABASE ${TEMPLATE}`);
  await migrate(postgres.url(TEMPLATE));
  process.env[CLUSTER_VARIABLE] = postgres.url();
  process.env[RUN_DIR_VARIABLE] = dir;
  return async () => {
    await postgres.stop();
    rmSync(dir, { recursive: true, force: true });
  };
}
