// A database of its own for a test file, copied from the migrated template that vitest's global setup prepared.
import { randomBytes } from 'node:crypto';
import pg from 'pg';

export const TEMPLATE = 'godwit_template';
export const CLUSTER_VARIABLE = 'GODWIT_TEST_POSTGRES';

export interface TestDatabase {
  readonly name: string;
  readonly url: string;
  drop(): Promise<void>;
}

/** Has the tables of schema/migrations. */
export const createTestDatabase = (): Promise<TestDatabase> => createDatabase(TEMPLATE);

/** Has no tables. */
export const createEmptyDatabase = (): Promise<TestDatabase> => createDatabase('template0');

async function createDatabase(template: string): Promise<TestDatabase> {
  const cluster = process.env[CLUSTER_VARIABLE];
  if (cluster === undefined) {
    throw new Error(
      `${CLUSTER_VARIABLE} is not set: name the file *.pg.test.ts or *.quic.test.ts, so that vitest starts PostgreSQL for it`,
    );
  }
  const name = `test_${randomBytes(6).toString('hex')}`;
  await query(cluster, `CREATE DATABASE ${name} TEMPLATE ${template}`);
  return {
    name,
    url: withDatabase(cluster, name),
    drop: () => query(cluster, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`),
  };
}

function withDatabase(url: string, database: string): string {
  const parsed = new URL(url);
  parsed.pathname = `/${database}`;
  return parsed.href;
}

/** One statement on its own connection; CREATE DATABASE cannot run inside a transaction or on a pooled one in use. */
export async function query(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  client.on('error', () => undefined);
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
