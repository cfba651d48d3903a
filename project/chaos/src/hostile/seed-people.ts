// Accounts, sign-ins, friendships and conversations written straight into the tables: an attack needs thousands, and is not about signing up.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createSigner } from '@godwit/shared/auth/jwt';
import type { Id } from '@godwit/shared/ids/id';
import { Client } from 'pg';
import type { World } from '../../../../scripts/testing/world.ts';

const DAY_MS = 86_400_000;
const FIRST_USER = 1_000_000;
const FIRST_SESSION = 2_000_000;
const FIRST_CONVERSATION = 5_000_000;

/** One signed-in device. */
export interface SeededDevice {
  readonly userId: Id;
  readonly deviceId: string;
  readonly sessionId: Id;
  readonly token: string;
  readonly expiresAt: number;
}

export interface SeededPerson {
  readonly userId: Id;
  readonly devices: readonly SeededDevice[];
}

/** Numbers of two people. */
export type Friendship = readonly [number, number];

export interface SeedPlan {
  readonly people: number;
  /** Of each person; default 1. */
  readonly devices?: number;
  /** Each is one direct conversation. */
  readonly friendships: readonly Friendship[];
}

export interface Seeded {
  readonly people: readonly SeededPerson[];
  /** In the order of the friendships. */
  readonly conversations: readonly Id[];
}

const PEOPLE = `
  WITH person AS (SELECT n, ${FIRST_USER} + n AS id FROM generate_series(0, $1::int - 1) n),
    users AS (INSERT INTO users (id, username, nickname) SELECT id, 'person-' || n, 'person-' || n FROM person)
  INSERT INTO user_session (id, user_id, device_id, platform, refresh_hash, expires_at)
    SELECT ${FIRST_SESSION} + person.n * $2::int + d, id, 'device-' || person.n || '-' || d, 'test', 'seed-' || person.n || '-' || d, now() + interval '1 day'
    FROM person, generate_series(0, $2::int - 1) d`;

const FRIENDSHIPS = `
  WITH pair AS (SELECT ordinality - 1 AS n, ${FIRST_CONVERSATION} + ordinality - 1 AS id, a, b FROM unnest($1::bigint[], $2::bigint[]) WITH ORDINALITY AS t (a, b, ordinality)),
    side AS (SELECT 2 * n + 1 AS row_id, id, a AS user_id, b AS peer_id FROM pair UNION ALL SELECT 2 * n + 2, id, b, a FROM pair),
    friends AS (INSERT INTO friend (id, user_id, friend_id) SELECT row_id, user_id, peer_id FROM side),
    heads AS (INSERT INTO conversation (id, type, direct_key, member_count) SELECT id, 0, least(a, b) || ':' || greatest(a, b), 2 FROM pair)
  INSERT INTO conversation_member (id, conversation_id, user_id) SELECT row_id, id, user_id FROM side`;

export async function seedPeople(world: World, { people, devices = 1, friendships }: SeedPlan): Promise<Seeded> {
  const client = new Client({ connectionString: world.databaseUrl });
  await client.connect();
  await client.query(PEOPLE, [people, devices]);
  await client.query(FRIENDSHIPS, [friendships.map(([a]) => FIRST_USER + a), friendships.map(([, b]) => FIRST_USER + b)]);
  await client.query('ANALYZE');
  await client.end();
  const sign = createSigner({ privateKeyPem: readFileSync(join(world.stack.keys.signing, 'jwt-private.pem'), 'utf8'), ttlMs: DAY_MS });
  const device = (person: number, number: number): SeededDevice => {
    const identity = {
      userId: String(FIRST_USER + person),
      sessionId: String(FIRST_SESSION + person * devices + number),
      deviceId: `device-${person}-${number}`,
    };
    return { ...identity, ...sign({ ...identity, platform: 'test' }) };
  };
  return {
    people: Array.from({ length: people }, (_, person) => ({
      userId: String(FIRST_USER + person),
      devices: Array.from({ length: devices }, (_, number) => device(person, number)),
    })),
    conversations: friendships.map((_, n) => String(FIRST_CONVERSATION + n)),
  };
}
