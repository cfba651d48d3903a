/**
 * What the end of an account changes, locked in the order of every writer (store/pair.ts), so nothing deadlocks. Whoever adds a conversation of
 * this user after it bumps his row, and finds that he is gone (store/bump-members.ts).
 */
import type pg from 'pg';
import { compareIds, type Id } from '@godwit/shared/ids/id';
import { idArray } from '../../store/array-parameter.js';
import { CONVERSATION_TYPE, ROLE } from '../../store/load-conversations.js';

/** A conversation that the user has, or a group of which he is a member. */
export interface Place {
  readonly id: Id;
  readonly type: number;
  readonly role: number;
  readonly memberCount: number;
  readonly membershipVersion: number;
  readonly lastSeq: number;
}

export interface LockedAccount {
  readonly deleted: boolean;
  /** The sign-in of the one who asks is not over. */
  readonly signedIn: boolean;
  readonly groups: readonly Place[];
  readonly directs: readonly Place[];
  readonly notes: readonly Place[];
  /** Who talks with him alone. */
  readonly peers: readonly Id[];
}

const { direct, group, self } = CONVERSATION_TYPE;

const PLACES = `
SELECT c.id, c.type, m.role, c.member_count AS "memberCount", c.membership_version::float8 AS "membershipVersion", c.last_seq::float8 AS "lastSeq"
FROM conversation_member m JOIN conversation c ON c.id = m.conversation_id AND c.deleted = 0
WHERE m.user_id = $1 AND m.deleted = 0 AND (c.type IN (${String(direct)}, ${String(self)}) OR (c.type = ${String(group)} AND m.max_seq = 0 AND c.end_seq = 0))`;

/** undefined: he has come into another conversation before his row was locked; to be tried again. */
export async function lockAccount(client: pg.ClientBase, userId: Id, sessionId: Id): Promise<LockedAccount | undefined> {
  await client.query(`SELECT FROM friend_request WHERE from_user_id = $1 OR to_user_id = $1 ORDER BY id FOR UPDATE`, [userId]);
  await client.query(
    `SELECT FROM friend f WHERE f.user_id = $1 OR (f.friend_id = $1 AND f.user_id IN (SELECT o.friend_id FROM friend o WHERE o.user_id = $1)) ORDER BY id FOR UPDATE`,
    [userId],
  );
  const before = await lockConversations(client, userId);
  const peers = await readPeers(client, userId);
  const people = [userId, ...peers].sort(compareIds);
  await client.query(`SELECT FROM users WHERE id = ANY ($1::bigint[]) ORDER BY id FOR NO KEY UPDATE`, [idArray(people, (id) => id)]);
  const [now, state] = [await readPlaces(client, userId), await readState(client, userId, sessionId)];
  if (!now.every(({ id }) => before.has(id))) return undefined;
  const ofType = (type: number): Place[] => now.filter((place) => place.type === type);
  return { ...state, groups: ofType(group), directs: ofType(direct), notes: ofType(self), peers };
}

/** Those that somebody else would be left without an owner of. */
export const ownedByOthersToo = ({ groups }: LockedAccount): Place[] =>
  groups.filter(({ role, memberCount }) => role === ROLE.owner && memberCount > 1);

const readPlaces = async (client: pg.ClientBase, userId: Id): Promise<Place[]> => (await client.query<Place>(PLACES, [userId])).rows;

/** Those that he has left too: his row there is emptied, and somebody may be about to let him in again. */
async function lockConversations(client: pg.ClientBase, userId: Id): Promise<ReadonlySet<Id>> {
  const { rows } = await client.query<{ id: Id }>(
    `SELECT id FROM conversation WHERE id IN (SELECT conversation_id FROM conversation_member WHERE user_id = $1) ORDER BY id FOR NO KEY UPDATE`,
    [userId],
  );
  return new Set(rows.map((row) => row.id));
}

async function readPeers(client: pg.ClientBase, userId: Id): Promise<Id[]> {
  const { rows } = await client.query<{ user_id: Id }>(
    `SELECT o.user_id FROM conversation_member m JOIN conversation c ON c.id = m.conversation_id AND c.type = ${String(direct)}
     JOIN conversation_member o ON o.conversation_id = c.id AND o.user_id <> m.user_id WHERE m.user_id = $1`,
    [userId],
  );
  return rows.map((row) => row.user_id);
}

async function readState(client: pg.ClientBase, userId: Id, sessionId: Id): Promise<Pick<LockedAccount, 'deleted' | 'signedIn'>> {
  const { rows } = await client.query<{ deleted: boolean; signedIn: boolean }>(
    `SELECT u.deleted = 1 AS deleted,
            EXISTS (SELECT FROM user_session s WHERE s.id = $2 AND s.user_id = u.id AND s.revoked_at IS NULL AND s.deleted = 0) AS "signedIn"
     FROM users u WHERE u.id = $1`,
    [userId, sessionId],
  );
  return rows[0] ?? { deleted: true, signedIn: false };
}
