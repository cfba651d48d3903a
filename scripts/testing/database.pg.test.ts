import pg from 'pg';
import { describe, expect, it } from 'vitest';
import { migrate } from '../migrate.ts';
import { createTestDatabase } from './database.ts';

describe('a test database', () => {
  it('is migrated, and migrating it again changes nothing', async () => {
    const database = await createTestDatabase();
    expect(await migrate(database.url)).toEqual([]);
    const client = new pg.Client({ connectionString: database.url });
    await client.connect();
    expect((await client.query('SELECT count(*)::int AS n FROM users')).rows).toEqual([{ n: 0 }]);
    await client.end();
    await database.drop();
  });

  it('[R2] belongs to a server that waits for the disk', async () => {
    const database = await createTestDatabase();
    const client = new pg.Client({ connectionString: database.url });
    await client.connect();
    const { rows } = await client.query(
      `SELECT current_setting('fsync') AS fsync, current_setting('synchronous_commit') AS synchronous_commit`,
    );
    expect(rows).toEqual([{ fsync: 'on', synchronous_commit: 'on' }]);
    await client.end();
    await database.drop();
  });
});
