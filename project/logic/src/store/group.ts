// Groups and their members, in the transaction of a command that holds the row of the conversation.
import type pg from 'pg';
import type { Updateable } from 'kysely';
import type { Id } from '@godwit/shared/ids/id';
import { idArray } from './array-parameter.js';
import type { Conversation as ConversationTable, ConversationMember as MemberTable } from './db-types.js';
import { CONVERSATION_TYPE } from './load-conversations.js';

/** From so many members on a group is a room, and stays one. */
export const ROOM_MEMBERS = 500;

export interface Group {
  readonly id: Id;
  readonly lastSeq: number;
  readonly countableTotal: number;
  readonly membershipVersion: number;
  readonly memberCount: number;
  readonly title: string;
  readonly avatar: string;
  readonly ownerId: Id;
  readonly announcement: string;
  /** Of JOIN_MODES. */
  readonly joinMode: number;
  readonly muteAll: boolean;
  readonly historyForNew: boolean;
  readonly room: boolean;
  /** Dismissed. */
  readonly over: boolean;
}

export interface GroupMemberRow {
  readonly userId: Id;
  /** Of GROUP_ROLES. */
  readonly role: number;
  readonly removed: boolean;
  readonly nickname: string;
  /** Epoch ms, 0 = not muted. */
  readonly mutedUntil: number;
}

const READ = `
SELECT id, last_seq::float8 AS "lastSeq", countable_total::float8 AS "countableTotal", membership_version::float8 AS "membershipVersion",
  member_count AS "memberCount", title, avatar, owner_id AS "ownerId", announcement, join_mode AS "joinMode",
  mute_all = 1 AS "muteAll", history_for_new = 1 AS "historyForNew", room = 1 AS room, end_seq <> 0 AS over
FROM conversation WHERE id = $1 AND type = ${String(CONVERSATION_TYPE.group)} AND deleted = 0`;

export async function readGroup(pool: pg.Pool | pg.ClientBase, id: Id): Promise<Group | undefined> {
  return (await pool.query<Group>(READ, [id])).rows[0];
}

/** The row lock orders everything that happens in the group: what is read after it is how things are until the commit. */
export async function lockGroup(client: pg.ClientBase, id: Id): Promise<Group | undefined> {
  return (await client.query<Group>(`${READ} FOR NO KEY UPDATE`, [id])).rows[0];
}

/** Former members included; who never was one is absent. */
export async function readMembers(client: pg.ClientBase | pg.Pool, groupId: Id, userIds: readonly Id[]): Promise<Map<Id, GroupMemberRow>> {
  const { rows } = await client.query<GroupMemberRow>(
    `SELECT m.user_id AS "userId", m.role, m.max_seq <> 0 OR c.end_seq <> 0 AS removed, m.nickname,
       coalesce(floor(date_part('epoch', m.muted_until) * 1000), 0) AS "mutedUntil"
     FROM conversation_member m JOIN conversation c ON c.id = m.conversation_id
     WHERE m.conversation_id = $1 AND m.user_id = ANY ($2::bigint[]) AND m.deleted = 0`,
    [groupId, idArray(userIds, (id) => id)],
  );
  return new Map(rows.map((row) => [row.userId, row]));
}

/** The owner and the admins. */
export async function readStaff(client: pg.ClientBase, groupId: Id): Promise<Id[]> {
  const { rows } = await client.query<{ user_id: Id }>(
    `SELECT user_id FROM conversation_member WHERE conversation_id = $1 AND role > 0 AND max_seq = 0 AND deleted = 0`,
    [groupId],
  );
  return rows.map((row) => row.user_id);
}

/** Those of the users who are friends of one, and do not block him. */
export async function friendsAmong(client: pg.ClientBase, userId: Id, userIds: readonly Id[]): Promise<Set<Id>> {
  const { rows } = await client.query<{ id: Id }>(
    `SELECT a.friend_id AS id FROM friend a JOIN friend b ON b.user_id = a.friend_id AND b.friend_id = $1 AND b.deleted = 0
     WHERE a.user_id = $1 AND a.friend_id = ANY ($2::bigint[]) AND a.deleted = 0
       AND NOT EXISTS (SELECT FROM user_block x WHERE x.user_id = a.friend_id AND x.blocked_id = $1 AND x.deleted = 0)`,
    [userId, idArray(userIds, (id) => id)],
  );
  return new Set(rows.map((row) => row.id));
}

export interface NewGroup {
  readonly id: Id;
  readonly title: string;
  readonly ownerId: Id;
}

export async function insertGroup(client: pg.ClientBase, { id, title, ownerId }: NewGroup): Promise<Group> {
  await client.query(`INSERT INTO conversation (id, type, title, owner_id) VALUES ($1, $2, $3, $4)`, [
    id,
    CONVERSATION_TYPE.group,
    title,
    ownerId,
  ]);
  return (await client.query<Group>(READ, [id])).rows[0]!;
}

/**
 * They see the log from the next entry on, the one about their coming, or all of it where the group shows its history; what came
 * before is not news to them. Who was here before keeps a mute.
 */
export async function addMembers(client: pg.ClientBase, group: Group, userIds: readonly Id[], nextId: () => Id): Promise<void> {
  const { id, lastSeq, countableTotal, membershipVersion, historyForNew } = group;
  await client.query(
    `INSERT INTO conversation_member (id, conversation_id, user_id, min_seq, read_seq, read_countable, delivered_seq, join_version)
     SELECT i.id, $3, i.user_id, $4, $5, $6, $5, $7 FROM unnest($1::bigint[], $2::bigint[]) AS i(id, user_id)
     ON CONFLICT (conversation_id, user_id) DO UPDATE SET min_seq = EXCLUDED.min_seq, max_seq = 0, read_seq = EXCLUDED.read_seq,
       read_countable = EXCLUDED.read_countable, delivered_seq = EXCLUDED.delivered_seq, join_version = EXCLUDED.join_version,
       closed_seq = 0, deleted = 0, updated_at = now()`,
    [
      idArray(userIds, nextId),
      idArray(userIds, (userId) => userId),
      id,
      historyForNew ? 1 : lastSeq + 1,
      lastSeq,
      countableTotal,
      membershipVersion + 1,
    ],
  );
  await moveMembership(client, id, userIds.length);
}

/** He sees the log up to the next entry, the one about his going. */
export async function endMembership(client: pg.ClientBase, { id, lastSeq }: Group, userId: Id): Promise<void> {
  await setMember(client, id, userId, { max_seq: String(lastSeq + 1), role: 0 });
  await moveMembership(client, id, -1);
}

export async function setMember(
  client: pg.ClientBase,
  groupId: Id,
  userId: Id,
  columns: Pick<Updateable<MemberTable>, 'role' | 'nickname' | 'muted_until' | 'max_seq'>,
): Promise<void> {
  await client.query(
    `UPDATE conversation_member SET ${assignments(columns, 3)}, updated_at = now() WHERE conversation_id = $1 AND user_id = $2`,
    [groupId, userId, ...Object.values(columns)],
  );
}

export async function setGroup(
  client: pg.ClientBase,
  id: Id,
  columns: Pick<
    Updateable<ConversationTable>,
    'title' | 'avatar' | 'announcement' | 'join_mode' | 'history_for_new' | 'mute_all' | 'owner_id' | 'end_seq'
  >,
): Promise<void> {
  await client.query(`UPDATE conversation SET ${assignments(columns, 2)}, updated_at = now() WHERE id = $1`, [
    id,
    ...Object.values(columns),
  ]);
}

/** The names of columns are the program's, never a caller's. */
const assignments = (columns: object, first: number): string =>
  Object.keys(columns)
    .map((column, i) => `${column} = $${String(first + i)}`)
    .join(', ');

/** From its commit on no batch that was checked before is taken. */
export async function moveMembership(client: pg.ClientBase, id: Id, added = 0): Promise<void> {
  await client.query(
    `UPDATE conversation SET membership_version = membership_version + 1, member_count = member_count + $2,
       room = CASE WHEN member_count + $2 >= $3 THEN 1 ELSE room END, updated_at = now() WHERE id = $1`,
    [id, added, ROOM_MEMBERS],
  );
}
