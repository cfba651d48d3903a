// Brings a database up to date with schema/migrations: plain SQL files, each applied once, in the order of their names, each in
// its own transaction. An advisory lock makes two starters take turns. Usage: node scripts/migrate.ts <database url>
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { inRepository } from './repository.ts';

const MIGRATIONS = inRepository('schema/migrations');
const LOCK = 7_466_001;
const CONNECT_MS = 5_000;

/** Returns the names of the files it applied. */
export async function migrate(databaseUrl: string): Promise<string[]> {
  const client = new pg.Client({ connectionString: databaseUrl, connectionTimeoutMillis: CONNECT_MS });
  client.on('error', () => undefined);
  await client.connect();
  try {
    await client.query('SELECT pg_advisory_lock($1)', [LOCK]);
    return await applyMissing(client);
  } finally {
    await client.end();
  }
}

export const migrationFiles = (): string[] =>
  readdirSync(MIGRATIONS)
    .filter((name) => /^\d{4}_[a-z0-9-_]+\.sql$/.test(name))
    .sort();

async function applyMissing(client: pg.Client): Promise<string[]> {
  await client.query(`CREATE SCHEMA IF NOT EXISTS migration`);
  await client.query(`CREATE TABLE IF NOT EXISTS migration.applied (name text PRIMARY KEY, applied_at timestamptz NOT NULL DEFAULT now())`);
  const { rows } = await client.query<{ name: string }>('SELECT name FROM migration.applied');
  const done = new Set(rows.map((row) => row.name));
  const missing = migrationFiles().filter((name) => !done.has(name));
  for (const name of missing) await applyOne(client, name);
  return missing;
}

async function applyOne(client: pg.Client, name: string): Promise<void> {
  await client.query('BEGIN');
  try {
    await client.query(readFileSync(join(MIGRATIONS, name), 'utf8'));
    await client.query('INSERT INTO migration.applied (name) VALUES ($1)', [name]);
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK');
    throw new Error(`migration ${name} failed and was rolled back: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    });
  }
}

if (import.meta.main) {
  const [, , url] = process.argv;
  if (url === undefined) throw new Error('usage: node scripts/migrate.ts <database url>');
  const applied = await migrate(url);
  console.log(applied.length === 0 ? 'nothing to migrate' : `applied ${applied.join(', ')}`);
}
