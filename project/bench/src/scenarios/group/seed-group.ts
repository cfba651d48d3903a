// Groups of any size, written straight into the tables: the bench measures messages, not joining.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createSigner } from '@godwit/shared/auth/jwt';
import { Client } from 'pg';
import type { World } from '../../../../../scripts/testing/world.ts';
import type { LoadConversation, LoadUser } from '../../generator/load-plan.ts';

export interface Group {
  /** Different for each group of a world. */
  readonly number: number;
  readonly members: number;
  /** That many of them have a session; the first sends. */
  readonly online: number;
  readonly room: boolean;
}

const DAY_MS = 86_400_000;
const FIRST_GROUP = 7_000_000;
/** Users of one group have ids side by side. */
const MOST_MEMBERS = 1_000_000;

const SQL = `
  WITH person AS (SELECT $2::bigint + n AS id, n FROM generate_series(0, $3::int - 1) n),
    users AS (INSERT INTO users (id, username, nickname) SELECT id, 'group-' || id, 'group-' || id FROM person),
    sessions AS (INSERT INTO user_session (id, user_id, device_id, platform, refresh_hash, expires_at)
      SELECT id, id, 'device-' || id, 'bench', 'group-' || id, now() + interval '1 day' FROM person WHERE n < $4::int),
    head AS (INSERT INTO conversation (id, type, title, member_count, room) VALUES ($1::bigint, 1, 'group', $3::int, $5::int))
  INSERT INTO conversation_member (id, conversation_id, user_id) SELECT id, $1, id FROM person`;

export async function seedGroup(world: World, { number, members, online, room }: Group): Promise<LoadConversation> {
  const id = FIRST_GROUP + number;
  const firstUser = (number + 20) * MOST_MEMBERS;
  const client = new Client({ connectionString: world.databaseUrl });
  await client.connect();
  try {
    await client.query(SQL, [id, firstUser, members, online, Number(room)]);
    await client.query('ANALYZE');
  } finally {
    await client.end();
  }
  const sign = createSigner({ privateKeyPem: readFileSync(join(world.stack.keys.signing, 'jwt-private.pem'), 'utf8'), ttlMs: DAY_MS });
  const user = (n: number): LoadUser => {
    const deviceId = `device-${firstUser + n}`;
    const subject = { userId: String(firstUser + n), sessionId: String(firstUser + n), deviceId, platform: 'bench' };
    return { token: sign(subject).token, deviceId };
  };
  return { id: String(id), sender: user(0), receivers: Array.from({ length: online - 1 }, (_, n) => user(n + 1)) };
}
