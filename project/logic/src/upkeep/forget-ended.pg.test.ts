import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createUser, testId, upTo } from '../testing/people.js';
import { createTestDatabase, type TestDatabase } from '../testing/test-database.js';
import { forgetEnded } from './forget-ended.js';

let database: TestDatabase;
let db: pg.Pool;
beforeAll(async () => {
  database = await createTestDatabase();
  db = new pg.Pool({ connectionString: database.url, max: 4 });
});
afterAll(async () => {
  await db.end();
  await database.drop();
});

const INSERT = {
  friend: `INSERT INTO friend (id, user_id, friend_id, deleted, updated_at) SELECT n, n, $1, $2, now() - $3::int * interval '1 day' FROM unnest($4::bigint[]) AS u(n)`,
  friend_request: `INSERT INTO friend_request (id, from_user_id, to_user_id, deleted, updated_at, status) SELECT n, n, $1, $2, now() - $3::int * interval '1 day', 1 FROM unnest($4::bigint[]) AS u(n)`,
  user_block: `INSERT INTO user_block (id, user_id, blocked_id, deleted, updated_at) SELECT n, n, $1, $2, now() - $3::int * interval '1 day' FROM unnest($4::bigint[]) AS u(n)`,
} as const;

it.each(Object.entries(INSERT))(
  '[F-65] %s: what ended before any version that is answered with changes is removed, in batches; the rest stays',
  async (table, insert) => {
    const userId = await createUser(db);
    const add = async (count: number, deleted: number, daysAgo: number): Promise<string[]> => {
      const ids = upTo(count).map(() => testId());
      await db.query(insert, [userId, deleted, daysAgo, ids]);
      return ids;
    };
    await add(1_100, 1, 92);
    const kept = [...(await add(2, 1, 90)), ...(await add(2, 0, 400)), ...(await add(1, 1, 0))];
    const { turn } = forgetEnded(db);
    expect(await turn()).toEqual({ rows: 500, more: true });
    expect((await Promise.all([turn(), turn()])).map(({ rows }) => rows).sort()).toEqual([100, 500]);
    expect(await turn()).toEqual({ rows: 0, more: false });
    const { rows } = await db.query<{ id: string }>(`SELECT id FROM ${table} ORDER BY id`);
    expect(rows.map(({ id }) => id)).toEqual(kept.sort());
  },
);
