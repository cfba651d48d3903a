import type { World } from '../../../../../scripts/testing/world.ts';
import { Client } from 'pg';
import type { LoadUser } from '../../generator/load-plan.ts';
import type { GodwitArm } from '../../system/godwit-arm.ts';

const FIRST_CONVERSATION = 8_000_000;

export interface Mesh {
  readonly users: readonly LoadUser[];
  readonly conversations: readonly MeshConversation[];
}

/** Indexes of `users`. */
export interface MeshConversation {
  readonly id: string;
  readonly sender: number;
  readonly receiver: number;
}

// The seeded users in the order of their ids; pairs of them that are no friends yet become friends.
const SQL = `
  WITH person AS (SELECT id FROM users WHERE username LIKE 'load-%' ORDER BY id LIMIT $1),
    pair AS (SELECT ${FIRST_CONVERSATION} + row_number() OVER (ORDER BY a.id, b.id) AS id, a.id AS a, b.id AS b FROM person a JOIN person b ON a.id < b.id
      WHERE NOT EXISTS (SELECT 1 FROM friend WHERE user_id = a.id AND friend_id = b.id)),
    side AS (SELECT id, 2 * id AS row_id, a AS user_id, b AS peer_id FROM pair UNION ALL SELECT id, 2 * id + 1, b, a FROM pair),
    friends AS (INSERT INTO friend (id, user_id, friend_id) SELECT row_id, user_id, peer_id FROM side),
    heads AS (INSERT INTO conversation (id, type, direct_key, member_count) SELECT id, 0, a || ':' || b, 2 FROM pair)
  INSERT INTO conversation_member (id, conversation_id, user_id) SELECT row_id, id, user_id FROM side`;

const CONVERSATIONS = `
  WITH person AS (SELECT id, row_number() OVER (ORDER BY id) - 1 AS index FROM users WHERE username LIKE 'load-%' ORDER BY id LIMIT $1)
  SELECT c.id, a.index::int AS a, b.index::int AS b FROM conversation c
    JOIN person a ON a.id = split_part(c.direct_key, ':', 1)::bigint JOIN person b ON b.id = split_part(c.direct_key, ':', 2)::bigint ORDER BY c.id`;

/** Everybody is everybody's friend: each session has a conversation with each other one. An even number of users. */
export async function seedMesh(arm: GodwitArm, users: number): Promise<Mesh> {
  const pairs = await arm.conversations(users / 2);
  const rows = await seed(arm.world, users);
  return {
    users: pairs.flatMap(({ sender, receivers }) => [sender, ...receivers]),
    conversations: rows.map(({ id, a, b }, index) => (index % 2 === 0 ? { id, sender: a, receiver: b } : { id, sender: b, receiver: a })),
  };
}

async function seed(world: World, users: number): Promise<{ id: string; a: number; b: number }[]> {
  const client = new Client({ connectionString: world.databaseUrl });
  await client.connect();
  try {
    await client.query(SQL, [users]);
    return (await client.query<{ id: string; a: number; b: number }>(CONVERSATIONS, [users])).rows;
  } finally {
    await client.end();
  }
}
