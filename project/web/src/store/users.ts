import type { Id } from '@godwit/shared/ids/id';
import type { Profile, ProfilePatch, PublicUser } from '@godwit/shared/rest/user';
import type { Database } from './database.js';

export interface NewUser {
  id: Id;
  username: string;
  passwordHash: string;
  nickname: string;
  phone: string;
  email: string;
}

/** False when the username is taken. */
export async function insertUser(db: Database, user: NewUser): Promise<boolean> {
  const rows = await db.query(
    `INSERT INTO users (id, username, password_hash, nickname, phone, email)
     VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (username) DO NOTHING RETURNING id`,
    [user.id, user.username, user.passwordHash, user.nickname, user.phone, user.email],
  );
  return rows.length === 1;
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

const PROFILE = `id AS "userId", username, nickname, avatar, gender, signature, phone, email, stranger_policy AS "strangerPolicy"`;

export async function findProfile(db: Database, userId: Id): Promise<Profile | undefined> {
  const [row] = await db.query<Profile>(`SELECT ${PROFILE} FROM users WHERE id = $1 AND deleted = 0`, [userId]);
  return row;
}

/** Absent fields stay as they are. */
export async function updateProfile(db: Database, userId: Id, patch: ProfilePatch): Promise<Profile | undefined> {
  const [row] = await db.query<Profile>(
    `UPDATE users SET nickname = coalesce($2, nickname), avatar = coalesce($3, avatar), gender = coalesce($4, gender),
            signature = coalesce($5, signature), phone = coalesce($6, phone), email = coalesce($7, email),
            stranger_policy = coalesce($8, stranger_policy), updated_at = now()
     WHERE id = $1 AND deleted = 0 RETURNING ${PROFILE}`,
    [userId, patch.nickname, patch.avatar, patch.gender, patch.signature, patch.phone, patch.email, patch.strangerPolicy],
  );
  return row;
}

/** $1 = who asks, u = who is asked about. A request that I sent hides one that I received: only one of them can be pending. */
const RELATION = `CASE
  WHEN u.id = $1 THEN 'self'
  WHEN EXISTS (SELECT FROM friend f WHERE f.user_id = $1 AND f.friend_id = u.id AND f.deleted = 0) THEN 'friend'
  WHEN EXISTS (SELECT FROM friend_request r WHERE r.from_user_id = $1 AND r.to_user_id = u.id AND r.status = 0) THEN 'request_sent'
  WHEN EXISTS (SELECT FROM friend_request r WHERE r.from_user_id = u.id AND r.to_user_id = $1 AND r.status = 0)
    AND NOT EXISTS (SELECT FROM user_block b WHERE b.user_id = $1 AND b.blocked_id = u.id AND b.deleted = 0) THEN 'request_received'
  ELSE 'none' END`;

const findPublic = (db: Database, condition: 'u.id = $2' | 'u.username = $2', asker: Id, value: string): Promise<PublicUser[]> =>
  db.query<PublicUser>(
    `SELECT u.id AS "userId", u.username, u.nickname, u.avatar, u.gender, u.signature, ${RELATION} AS relation
     FROM users u WHERE ${condition} AND u.deleted = 0`,
    [asker, value],
  );

export const findPublicById = async (db: Database, asker: Id, userId: Id): Promise<PublicUser | undefined> =>
  (await findPublic(db, 'u.id = $2', asker, userId))[0];

/** Exact match on the whole name: at most one. */
export const findPublicByUsername = (db: Database, asker: Id, username: string): Promise<PublicUser[]> =>
  findPublic(db, 'u.username = $2', asker, username);
