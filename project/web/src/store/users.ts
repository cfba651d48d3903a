import type { Id } from '@godwit/shared/ids/id';
import type { Profile, ProfilePatch, PublicUser } from '@godwit/shared/rest/user';
import type { Database } from './database.js';
import type { SearchKeys } from './found-by.js';
import { isUniqueViolation } from './unique-violation.js';

export interface NewUser {
  id: Id;
  username: string;
  passwordHash: string;
  nickname: string;
  phone: string;
  email: string;
}

/** What stands in the place of a deleted account's username (logic/src/commands/delete-account/erase.ts). */
const gone = (username: string): string => `'#' || encode(sha256(convert_to(${username}, 'UTF8')), 'hex')`;

export type Inserted = 'inserted' | 'username-taken' | 'contact-taken';

export async function insertUser(db: Database, user: NewUser): Promise<Inserted> {
  const rows = await db.query(
    `INSERT INTO users (id, username, password_hash, nickname, phone, email)
     SELECT $1, $2::text, $3, $4, $5, $6 WHERE NOT EXISTS (SELECT FROM users WHERE username = ${gone('$2')})
     ON CONFLICT DO NOTHING RETURNING id`,
    [user.id, user.username, user.passwordHash, user.nickname, user.phone, user.email],
  );
  if (rows.length === 1) return 'inserted';
  const named = await db.query(`SELECT FROM users WHERE username IN ($1, ${gone('$1')})`, [user.username]);
  return named.length === 1 || (user.phone === '' && user.email === '') ? 'username-taken' : 'contact-taken';
}

export interface Credentials {
  userId: Id;
  passwordHash: string;
  /** Whether this device signed in to this account before. */
  knownDevice: boolean;
}

export async function findCredentials(db: Database, username: string, deviceId: string): Promise<Credentials | undefined> {
  const [row] = await db.query<Credentials>(
    `SELECT u.id AS "userId", u.password_hash AS "passwordHash",
            EXISTS (SELECT FROM user_session s WHERE s.user_id = u.id AND s.device_id = $2 AND s.deleted = 0) AS "knownDevice"
     FROM users u WHERE u.username = $1 AND u.deleted = 0`,
    [username, deviceId],
  );
  return row;
}

export async function findOwnCredentials(db: Database, userId: Id): Promise<{ username: string; passwordHash: string } | undefined> {
  const [row] = await db.query<{ username: string; passwordHash: string }>(
    `SELECT username, password_hash AS "passwordHash" FROM users WHERE id = $1 AND deleted = 0`,
    [userId],
  );
  return row;
}

export const PROFILE = `id AS "userId", username, nickname, avatar, gender, signature, phone, email, stranger_policy AS "strangerPolicy",
  request_policy AS "requestPolicy", show_presence = 1 AS "showPresence",
  json_build_object('id', find_by_id = 1, 'username', find_by_username = 1, 'phone', find_by_phone = 1, 'email', find_by_email = 1) AS "findBy"`;

/** Assignments of every change of a profile: the user's other devices learn it by its version, those who have him on a list by the time. */
export const NEW_VERSION = `state_version = state_version + 1, profile_version = state_version + 1, shown_at = now(), updated_at = now()`;

/** For a statement that changes the avatar of user $1: the clean-up looks within the hour at the file that was it. */
export const GIVE_UP_AVATAR = `UPDATE file f SET check_at = least(f.check_at, now() + interval '1 hour') FROM users u
  WHERE u.id = $1 AND f.id = substring(u.avatar FROM '^file:([0-9]{1,19})$')::bigint`;

export interface ChangedProfile {
  readonly profile: Profile;
  readonly version: number;
}

export type ChangedRow = Profile & { version: string };

/** What a change of PROFILE returns. */
export const CHANGED_PROFILE = `${PROFILE}, profile_version AS version`;

export function changedProfile(row: ChangedRow | undefined): ChangedProfile | undefined {
  if (row === undefined) return undefined;
  const { version, ...profile } = row;
  return { profile, version: Number(version) };
}

export async function findProfile(db: Database, userId: Id): Promise<Profile | undefined> {
  const [row] = await db.query<Profile>(`SELECT ${PROFILE} FROM users WHERE id = $1 AND deleted = 0`, [userId]);
  return row;
}

/** Absent fields stay as they are; undefined: no such user. Phone and e-mail are of one account only. */
export async function updateProfile(db: Database, userId: Id, patch: ProfilePatch): Promise<ChangedProfile | 'contact-taken' | undefined> {
  const { nickname, avatar, gender, signature, phone, email, strangerPolicy, requestPolicy, showPresence, findBy = {} } = patch;
  try {
    const [row] = await db.query<ChangedRow>(
      `WITH given_up AS (${GIVE_UP_AVATAR} AND u.avatar <> $3)
       UPDATE users SET nickname = coalesce($2, nickname), avatar = coalesce($3, avatar), gender = coalesce($4, gender),
              signature = coalesce($5, signature), phone = coalesce($6, phone), email = coalesce($7, email),
              stranger_policy = coalesce($8, stranger_policy), request_policy = coalesce($9, request_policy),
              show_presence = coalesce($10::boolean::int, show_presence), find_by_id = coalesce($11::boolean::int, find_by_id),
              find_by_username = coalesce($12::boolean::int, find_by_username), find_by_phone = coalesce($13::boolean::int, find_by_phone),
              find_by_email = coalesce($14::boolean::int, find_by_email), ${NEW_VERSION}
       WHERE id = $1 AND deleted = 0 RETURNING ${CHANGED_PROFILE}`,
      [userId, nickname, avatar, gender, signature, phone, email, strangerPolicy, requestPolicy, showPresence].concat([
        findBy.id,
        findBy.username,
        findBy.phone,
        findBy.email,
      ]),
    );
    return changedProfile(row);
  } catch (error) {
    if (isUniqueViolation(error)) return 'contact-taken';
    throw error;
  }
}

/** $1 = who asks, u = who is asked about. A request that I sent hides one that I received: only one of them can be pending. */
const RELATION = `CASE
  WHEN u.id = $1 THEN 'self'
  WHEN EXISTS (SELECT FROM friend f WHERE f.user_id = $1 AND f.friend_id = u.id AND f.deleted = 0) THEN 'friend'
  WHEN EXISTS (SELECT FROM friend_request r WHERE r.from_user_id = $1 AND r.to_user_id = u.id AND r.status = 0) THEN 'request_sent'
  WHEN EXISTS (SELECT FROM friend_request r WHERE r.from_user_id = u.id AND r.to_user_id = $1 AND r.status = 0)
    AND NOT EXISTS (SELECT FROM user_block b WHERE b.user_id = $1 AND b.blocked_id = u.id AND b.deleted = 0) THEN 'request_received'
  ELSE 'none' END`;

const PUBLIC = `u.id AS "userId", u.username, u.nickname, u.avatar, u.gender, u.signature, ${RELATION} AS relation`;

/** Who has switched off to be found by the id is still seen by whom he knows, asks or is asked by, and talks with. */
const MET = `EXISTS (SELECT FROM friend f WHERE f.deleted = 0 AND ((f.user_id = $1 AND f.friend_id = u.id) OR (f.user_id = u.id AND f.friend_id = $1)))
  OR EXISTS (SELECT FROM friend_request r WHERE r.status = 0
    AND ((r.from_user_id = $1 AND r.to_user_id = u.id) OR (r.from_user_id = u.id AND r.to_user_id = $1)))
  OR EXISTS (SELECT FROM conversation_member a JOIN conversation_member b ON b.conversation_id = a.conversation_id AND b.user_id = u.id AND b.deleted = 0
    WHERE a.user_id = $1 AND a.deleted = 0)`;

export async function findPublicById(db: Database, asker: Id, userId: Id): Promise<PublicUser | undefined> {
  const [row] = await db.query<PublicUser>(
    `SELECT ${PUBLIC} FROM users u WHERE u.id = $2 AND u.deleted = 0 AND (u.find_by_id = 1 OR u.id = $1 OR ${MET})`,
    [asker, userId],
  );
  return row;
}

/**
 * Who has exactly this name, id, number or address and may be found by it; everybody finds himself. Blocks change nothing here: the
 * blocked party is not told (F-66).
 */
export const findPublicBy = (db: Database, asker: Id, { username, id, phone, email }: SearchKeys): Promise<PublicUser[]> =>
  db.query<PublicUser>(
    `SELECT ${PUBLIC} FROM users u
     WHERE u.deleted = 0 AND ((u.username = $2 AND (u.find_by_username = 1 OR u.id = $1))
       OR (u.id = nullif($3, '')::bigint AND (u.find_by_id = 1 OR u.id = $1))
       OR (u.phone = $4 AND u.phone <> '' AND (u.find_by_phone = 1 OR u.id = $1))
       OR (u.email = $5 AND u.email <> '' AND (u.find_by_email = 1 OR u.id = $1)))
     ORDER BY u.id`,
    [asker, username, id, phone, email],
  );
