// Rooms written straight into the tables: a hundred thousand members are not added one by one.
import type { Id } from '@godwit/shared/ids/id';
import { Client } from 'pg';

const FIRST_ABSENT = 10_000_000;

const ROOM = `
  WITH absent AS (SELECT ${FIRST_ABSENT} + n AS id FROM generate_series(1, $3::int) n),
    people AS (INSERT INTO users (id, username, nickname) SELECT id, 'absent-' || id, 'absent-' || id FROM absent ON CONFLICT DO NOTHING),
    head AS (INSERT INTO conversation (id, type, title, member_count, room) VALUES ($1::bigint, 1, 'room', cardinality($2::bigint[]) + $3, $4::int)),
    member AS (SELECT id FROM absent UNION ALL SELECT unnest($2::bigint[]))
  INSERT INTO conversation_member (id, conversation_id, user_id, join_version)
    SELECT 1000000000 + $1::bigint * 1000000 + row_number() OVER (), $1, id, 1 FROM member`;

/** A room of these users and of `absent` more who are never online; `room` 0: a group that is none. */
export async function seedRoom(databaseUrl: string, id: Id, userIds: readonly Id[], absent: number, room: 0 | 1 = 1): Promise<void> {
  await withClient(databaseUrl, async (client) => {
    await client.query(ROOM, [id, userIds, absent, room]);
    await client.query('ANALYZE');
  });
}

/** Direct conversations become rooms of two. */
export const makeRooms = (databaseUrl: string): Promise<void> =>
  withClient(databaseUrl, async (client) => {
    await client.query(`UPDATE conversation SET type = 1, direct_key = '', room = 1`);
  });

/** As the command does it: under the row lock, and the log ends there for him. Nobody is told. */
export const removeMember = (databaseUrl: string, id: Id, userId: Id): Promise<void> =>
  withClient(databaseUrl, async (client) => {
    await client.query(
      `WITH head AS (UPDATE conversation SET membership_version = membership_version + 1, member_count = member_count - 1 WHERE id = $1 RETURNING last_seq)
       UPDATE conversation_member SET max_seq = greatest(last_seq, 1) FROM head WHERE conversation_id = $1 AND user_id = $2`,
      [id, userId],
    );
  });

async function withClient(databaseUrl: string, work: (client: Client) => Promise<void>): Promise<void> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  await work(client).finally(() => client.end());
}
