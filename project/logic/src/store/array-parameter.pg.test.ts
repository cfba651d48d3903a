import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../testing/test-database.js';
import { bytesArray, countArray, idArray, smallArray } from './array-parameter.js';
import { MAX_ROW_ID } from './row-id.js';

let database: TestDatabase;
let client: pg.Client;
beforeAll(async () => {
  database = await createTestDatabase();
  client = new pg.Client({ connectionString: database.url });
  await client.connect();
});
afterAll(async () => {
  await client.end();
  await database.drop();
});

const self = <T>(item: T): T => item;
const read = async (type: string, parameter: Buffer): Promise<unknown> =>
  (await client.query<{ v: unknown }>(`SELECT $1::${type}[] AS v`, [parameter])).rows[0]!.v;

it('PostgreSQL reads binary arrays as what was written', async () => {
  const ids = ['1', '4294967295', '4294967296', '1234567890123456789', MAX_ROW_ID];
  expect(await read('bigint', idArray(ids, self))).toEqual(ids);
  const counts = [0, 1, 4_294_967_295, 4_294_967_296, Number.MAX_SAFE_INTEGER];
  expect(await read('bigint', countArray(counts, self))).toEqual(counts.map(String));
  expect(await read('smallint', smallArray([0, 1, 32_767], self))).toEqual([0, 1, 32_767]);
  const bytes = [new Uint8Array(0), new Uint8Array([0, 255, 92, 34]), new Uint8Array(70_000).fill(7)];
  expect(await read('bytea', bytesArray(bytes, self))).toEqual(bytes.map((b) => Buffer.from(b)));
  expect(await read('bigint', idArray([], self))).toEqual([]);
});
