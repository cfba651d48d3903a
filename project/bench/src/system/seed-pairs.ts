// Accounts, sessions, friendships and conversations for a load, written straight into the tables: the bench measures messages, not sign-ups.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createSigner } from '@godwit/shared/auth/jwt';
import { Client } from 'pg';
import type { World } from '../../../../scripts/testing/world.ts';
import type { LoadConversation, LoadUser } from '../generator/load-plan.ts';

const DAY_MS = 86_400_000;
const FIRST_USER = 1_000_000;
const FIRST_CONVERSATION = 5_000_000;

// Pairs $1 … $2 - 1.
const SQL = `
  WITH person AS (SELECT n, ${FIRST_USER} + n AS id FROM generate_series($1::int * 2, $2::int * 2 - 1) n),
    pair AS (SELECT n, ${FIRST_CONVERSATION} + n AS id, ${FIRST_USER} + 2 * n AS a, ${FIRST_USER} + 2 * n + 1 AS b
      FROM generate_series($1::int, $2::int - 1) n),
    side AS (SELECT id, a AS user_id, b AS peer_id FROM pair UNION ALL SELECT id, b, a FROM pair),
    users AS (INSERT INTO users (id, username, nickname) SELECT id, 'load-' || n, 'load-' || n FROM person),
    sessions AS (INSERT INTO user_session (id, user_id, device_id, platform, refresh_hash, expires_at)
      SELECT id, id, 'device-' || id, 'bench', 'load-' || id, now() + interval '1 day' FROM person),
    friends AS (INSERT INTO friend (id, user_id, friend_id) SELECT user_id, user_id, peer_id FROM side),
    heads AS (INSERT INTO conversation (id, type, direct_key, member_count) SELECT id, 0, a || ':' || b, 2 FROM pair)
  INSERT INTO conversation_member (id, conversation_id, user_id) SELECT user_id, id, user_id FROM side`;

/** Writes the pairs `from` … `to - 1`: each one direct conversation of two users with one device each. */
export async function seedPairs(world: World, from: number, to: number): Promise<LoadConversation[]> {
  const client = new Client({ connectionString: world.databaseUrl });
  await client.connect();
  await client.query(SQL, [from, to]).finally(() => client.end());
  const sign = createSigner({ privateKeyPem: readFileSync(join(world.stack.keys.signing, 'jwt-private.pem'), 'utf8'), ttlMs: DAY_MS });
  const user = (id: number): LoadUser => {
    const subject = { userId: String(id), sessionId: String(id), deviceId: `device-${id}`, platform: 'bench' };
    return { token: sign(subject).token, deviceId: subject.deviceId };
  };
  return Array.from({ length: to - from }, (_, index) => {
    const n = from + index;
    return { id: String(FIRST_CONVERSATION + n), sender: user(FIRST_USER + 2 * n), receivers: [user(FIRST_USER + 2 * n + 1)] };
  });
}
