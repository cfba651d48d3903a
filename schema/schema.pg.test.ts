import { readFileSync } from 'node:fs';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { migrate, migrationFiles } from '../scripts/migrate.ts';
import { createEmptyDatabase, createTestDatabase, type TestDatabase } from '../scripts/testing/database.ts';
import { describeDatabase } from './describe-database.ts';
import { rowTypes, rowTypesFile } from './row-types.ts';

const SCHEMA = readFileSync(new URL('./schema.sql', import.meta.url), 'utf8');
const STANDARD_COLUMNS = ['id bigint', 'created_at timestamp with time zone', 'updated_at timestamp with time zone', 'deleted smallint'];

/** Before anything, in the midst of an index, before the first was attached, behind the last statement. */
const LEFT: readonly string[][] = [
  ['DROP INDEX message_link_idx'],
  [
    'DROP INDEX message_link_idx',
    'CREATE INDEX message_p00_conversation_id_expr_idx ON message_p00 (seq)',
    `UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'message_p00_conversation_id_expr_idx'::regclass`,
  ],
  ['DROP INDEX message_link_idx', 'CREATE INDEX message_link_idx ON ONLY message (seq)'],
  [],
];

describe('schema.sql and the migrations', () => {
  let byHand: TestDatabase;
  let migrated: TestDatabase;
  let client: pg.Client;

  beforeAll(async () => {
    [byHand, migrated] = await Promise.all([createEmptyDatabase(), createTestDatabase()]);
    client = await connect(byHand.url);
    await client.query(SCHEMA);
  });

  afterAll(async () => {
    await client.end();
    await Promise.all([byHand.drop(), migrated.drop()]);
  });

  const strings = async (sql: string): Promise<string[]> =>
    (await client.query<[string]>({ text: sql, rowMode: 'array' })).rows.map(([value]) => value);

  it('build the same database', async () => {
    const other = await connect(migrated.url);
    expect(await describeDatabase(other)).toEqual(await describeDatabase(client));
    await other.end();
  });

  it('are applied one by one, each once', async () => {
    const database = await createEmptyDatabase();
    expect(await migrate(database.url)).toEqual(migrationFiles());
    expect(await migrate(database.url)).toEqual([]);
    await database.drop();
  });

  it('are begun again where one that runs by statement was broken off, whatever it has left', async () => {
    const database = await createTestDatabase();
    const broken = await connect(database.url);
    const file = '0015_links.sql';
    for (const left of LEFT) {
      await broken.query(`DELETE FROM migration.applied WHERE name = '${file}'`);
      for (const statement of left) await broken.query(statement);
      expect(await migrate(database.url)).toEqual([file]);
      expect(await describeDatabase(broken)).toEqual(await describeDatabase(client));
    }
    await broken.end();
    await database.drop();
  });

  it('are applied by one of two that start at once, while the other waits', async () => {
    const database = await createEmptyDatabase();
    const applied = await Promise.all([migrate(database.url), migrate(database.url)]);
    expect(applied.sort((a, b) => a.length - b.length)).toEqual([[], migrationFiles()]);
    await database.drop();
  });

  it('are what the row types were generated from (npm run row-types)', async () => {
    expect(await rowTypes(migrated.url)).toBe(rowTypesFile());
  });

  it('use no foreign keys, so that tables can be spread over machines', async () => {
    expect(await strings(`SELECT conname FROM pg_constraint WHERE contype = 'f' AND connamespace = 'public'::regnamespace`)).toEqual([]);
  });

  it('give every table id, created_at, updated_at and deleted, none of them null', async () => {
    const columns = await strings(
      `SELECT c.relname || '.' || attname || ' ' || format_type(atttypid, NULL) FROM ${USER_COLUMNS} AND attnotnull`,
    );
    const missing = (await strings(TABLES))
      .flatMap((table) => STANDARD_COLUMNS.map((column) => `${table}.${column}`))
      .filter((column) => !columns.includes(column));
    expect(missing).toEqual([]);
  });

  it('comment every table and every column', async () => {
    expect(await strings(`SELECT relname FROM pg_class c WHERE ${IS_TABLE} AND obj_description(c.oid, 'pg_class') IS NULL`)).toEqual([]);
    expect(
      await strings(`SELECT c.relname || '.' || attname FROM ${USER_COLUMNS} AND coalesce(col_description(attrelid, attnum), '') = ''`),
    ).toEqual([]);
  });

  it(`make every string NOT NULL, with '' as the default unless it must be given`, async () => {
    const nullable = `SELECT c.relname || '.' || attname FROM ${USER_COLUMNS} AND atttypid IN ('text'::regtype, 'varchar'::regtype, 'bpchar'::regtype)`;
    expect(await strings(`${nullable} AND NOT attnotnull`)).toEqual([]);
    const withoutDefault = `${nullable} AND NOT EXISTS (SELECT FROM pg_attrdef WHERE adrelid = attrelid AND adnum = attnum AND pg_get_expr(adbin, adrelid) = '''''::text')`;
    expect(await strings(withoutDefault)).toEqual(['users.username']);
  });

  it('keep the message table at two indexes that hold every row: each further one costs about 6 µs a row', async () => {
    expect(
      await strings(`SELECT indexrelid::regclass::text FROM pg_index WHERE indrelid = 'message'::regclass AND indpred IS NULL ORDER BY 1`),
    ).toEqual(['message_idempotency_key', 'message_pkey']);
  });

  it('spread messages over partitions by conversation', async () => {
    expect(await strings(`SELECT pg_get_partkeydef('message'::regclass)`)).toEqual(['HASH (conversation_id)']);
    expect(await strings(`SELECT count(*)::text FROM pg_inherits WHERE inhparent = 'message'::regclass`)).toEqual(['16']);
  });
});

// Partitions repeat their parent and carry no comments of their own.
const IS_TABLE = `c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition`;
const TABLES = `SELECT relname FROM pg_class c WHERE ${IS_TABLE}`;
const USER_COLUMNS = `pg_attribute JOIN pg_class c ON c.oid = attrelid WHERE ${IS_TABLE} AND attnum > 0 AND NOT attisdropped`;

async function connect(connectionString: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  return client;
}
