// Brings a database up to date with schema/migrations: plain SQL files, each applied once, in the order of their names, each in
// its own transaction, but for those that say BY_STATEMENT. An advisory lock makes two starters take turns. Usage: node scripts/migrate.ts <database url>
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import pg from 'pg';
import { inRepository } from './repository.ts';

const MIGRATIONS = inRepository('schema/migrations');
const LOCK = 7_466_001;
const CONNECT_MS = 5_000;
const TURN_MS = 200;

/**
 * First line of a file whose statements are transactions of their own, because PostgreSQL refuses them inside of one (CONCURRENTLY). It is begun
 * again when it was broken off, so it removes what it may have left. Each of its statements ends with the line.
 */
const BY_STATEMENT = '-- by statement\n';

/** Returns the names of the files it applied. */
export async function migrate(databaseUrl: string): Promise<string[]> {
  const client = new pg.Client({ connectionString: databaseUrl, connectionTimeoutMillis: CONNECT_MS });
  client.on('error', () => undefined);
  await client.connect();
  try {
    await untilTurn(client);
    return await applyMissing(client);
  } finally {
    await client.end();
  }
}

/** Asks again and again: a statement that waits for the lock would hold a snapshot, for which CREATE INDEX CONCURRENTLY of the other waits in turn. */
async function untilTurn(client: pg.Client): Promise<void> {
  for (;;) {
    const { rows } = await client.query<{ mine: boolean }>('SELECT pg_try_advisory_lock($1) AS mine', [LOCK]);
    if (rows[0]?.mine === true) return;
    await setTimeout(TURN_MS);
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
  const sql = readFileSync(join(MIGRATIONS, name), 'utf8');
  if (sql.startsWith(BY_STATEMENT)) await applyByStatement(client, name, sql);
  else await applyWhole(client, name, sql);
}

async function applyWhole(client: pg.Client, name: string, sql: string): Promise<void> {
  await client.query('BEGIN');
  try {
    await client.query(sql);
    await markApplied(client, name);
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK');
    throw failure(`migration ${name} failed and was rolled back`, error);
  }
}

async function applyByStatement(client: pg.Client, name: string, sql: string): Promise<void> {
  try {
    for (const statement of sql.split(/;\n/)) await client.query(statement);
    await markApplied(client, name);
  } catch (error) {
    throw failure(`migration ${name} was broken off and is begun again by the next run`, error);
  }
}

const markApplied = (client: pg.Client, name: string): Promise<unknown> =>
  client.query('INSERT INTO migration.applied (name) VALUES ($1)', [name]);

const failure = (what: string, cause: unknown): Error =>
  new Error(`${what}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });

if (import.meta.main) {
  const [, , url] = process.argv;
  if (url === undefined) throw new Error('usage: node scripts/migrate.ts <database url>');
  const applied = await migrate(url);
  console.log(applied.length === 0 ? 'nothing to migrate' : `applied ${applied.join(', ')}`);
}
