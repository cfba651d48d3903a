// Accounts, friendships, conversations and sign-ins for a run, written straight into the tables: a run shows what happens to messages, not to sign-ups.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createSigner } from '@godwit/shared/auth/jwt';
import type { Id } from '@godwit/shared/ids/id';
import type { Tokens } from '@godwit/shared/rest/auth';
import { Client } from 'pg';
import type { World } from '../../../../scripts/testing/world.ts';

export interface PopulationOptions {
  readonly users: number;
  readonly devicesPerUser: number;
  /** Each user writes to so many others; even. */
  readonly friendsPerUser: number;
  /** Users who will be in one group; default: none. */
  readonly circles?: Circles;
}

/** Neighbours in the ring; the first of each is a friend of all others. */
export interface Circles {
  readonly count: number;
  readonly size: number;
}

export interface DeviceSeat {
  readonly device: string;
  readonly tokens: Tokens;
  readonly conversations: readonly Id[];
}

const DAY_MS = 86_400_000;
const FIRST_USER = 1_000_000;
const FIRST_SESSION = 2_000_000;
const FIRST_CONVERSATION = 5_000_000;

/** Users stand in a ring, each befriended with the next ones. */
const SQL = [
  `INSERT INTO users (id, username, nickname) SELECT id, 'user-' || id, 'user-' || id FROM unnest($1::bigint[]) id`,
  `INSERT INTO user_session (id, user_id, device_id, platform, refresh_hash, expires_at)
   SELECT id, user_id, device, 'chaos', 'chaos-' || id, now() + interval '1 day' FROM unnest($1::bigint[], $2::bigint[], $3::text[]) s(id, user_id, device)`,
  `WITH pair AS (SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::bigint[]) p(id, a, b)),
     side AS (SELECT id, a AS user_id, b AS peer_id FROM pair UNION ALL SELECT id, b, a FROM pair),
     friends AS (INSERT INTO friend (id, user_id, friend_id) SELECT row_number() OVER (), user_id, peer_id FROM side),
     heads AS (INSERT INTO conversation (id, type, direct_key, member_count)
       SELECT id, 0, least(a, b) || ':' || greatest(a, b), 2 FROM pair)
   INSERT INTO conversation_member (id, conversation_id, user_id) SELECT row_number() OVER (), id, user_id FROM side`,
  `WITH pair AS (SELECT * FROM unnest($1::bigint[], $2::bigint[]) p(a, b)),
     side AS (SELECT a AS user_id, b AS friend_id FROM pair UNION ALL SELECT b, a FROM pair)
   INSERT INTO friend (id, user_id, friend_id) SELECT 1000000 + row_number() OVER (), user_id, friend_id FROM side ON CONFLICT (user_id, friend_id) DO NOTHING`,
] as const;

/** One seat for each device, ready to connect. */
export async function seedPopulation(world: World, options: PopulationOptions): Promise<DeviceSeat[]> {
  const users = usersOf(options);
  const hosts = circlesOf(options).flatMap(([host, ...others]) => others.map((other) => [host, other] as const));
  const pairs = pairsOf(users, options.friendsPerUser);
  const seats = users.flatMap((user, n) =>
    Array.from({ length: options.devicesPerUser }, (_, d) => ({
      user,
      device: `u${n}-${'abcdefgh'[d] ?? d}`,
      session: String(FIRST_SESSION + n * options.devicesPerUser + d),
    })),
  );
  const client = new Client({ connectionString: world.databaseUrl });
  await client.connect();
  try {
    await client.query(SQL[0], [users]);
    await client.query(SQL[1], [seats.map((s) => s.session), seats.map((s) => s.user), seats.map((s) => s.device)]);
    await client.query(SQL[2], [pairs.map((p) => p.id), pairs.map((p) => p.a), pairs.map((p) => p.b)]);
    await client.query(SQL[3], [hosts.map(([host]) => host), hosts.map(([, other]) => other)]);
  } finally {
    await client.end();
  }
  const sign = createSigner({ privateKeyPem: readFileSync(join(world.stack.keys.signing, 'jwt-private.pem'), 'utf8'), ttlMs: DAY_MS });
  return seats.map(({ user, device, session }) => {
    const { token } = sign({ userId: user, sessionId: session, deviceId: device, platform: 'chaos' });
    return {
      device,
      tokens: { userId: user, accessToken: token, refreshToken: '', expiresAt: Date.now() + DAY_MS },
      conversations: pairs.filter(({ a, b }) => a === user || b === user).map(({ id }) => id),
    };
  });
}

const usersOf = ({ users }: PopulationOptions): Id[] => Array.from({ length: users }, (_, n) => String(FIRST_USER + n));

/** Spread over the ring; small populations are in several. */
export function circlesOf(options: PopulationOptions): Id[][] {
  const users = usersOf(options);
  const { count, size } = options.circles ?? { count: 0, size: 0 };
  if (size > users.length) throw new Error(`a circle of ${size} among ${users.length}`);
  const first = (n: number): number => Math.floor((n * users.length) / count);
  return Array.from({ length: count }, (_, n) => Array.from({ length: size }, (_, at) => users[(first(n) + at) % users.length] ?? ''));
}

interface Pair {
  readonly id: Id;
  readonly a: Id;
  readonly b: Id;
}

function pairsOf(users: readonly Id[], friendsPerUser: number): Pair[] {
  const reach = friendsPerUser / 2;
  if (!Number.isInteger(reach) || friendsPerUser >= users.length) throw new Error(`${friendsPerUser} friends each among ${users.length}`);
  return users.flatMap((a, n) =>
    Array.from({ length: reach }, (_, step) => ({
      id: String(FIRST_CONVERSATION + n * reach + step),
      a,
      b: users[(n + step + 1) % users.length] ?? a,
    })),
  );
}
