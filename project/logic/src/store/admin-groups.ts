// Groups as admins see them, whoever is in them.
import type pg from 'pg';
import type { Id } from '@godwit/shared/ids/id';
import { GROUP_ROLES, JOIN_MODES } from '@godwit/shared/group-terms';
import type { AdminGroup, AdminGroupDetails } from '@godwit/shared/rest/admin';
import { CONVERSATION_TYPE } from './load-conversations.js';

const COLUMNS = `c.id AS "conversationId", c.title, c.avatar, c.owner_id AS "ownerId", c.member_count AS "memberCount",
  floor(date_part('epoch', c.created_at) * 1000) AS "createdAt", floor(date_part('epoch', c.last_entry_at) * 1000) AS "lastEntryAt",
  c.end_seq <> 0 AS dismissed`;
const IS_GROUP = `c.type = ${String(CONVERSATION_TYPE.group)} AND c.deleted = 0`;

export interface GroupsFilter {
  /** Part of a title, or a whole id; '' = all. */
  readonly search: string;
  readonly before: Id;
  readonly limit: number;
}

/** The newest first. */
export async function listGroups(pool: pg.Pool, { search, before, limit }: GroupsFilter): Promise<AdminGroup[]> {
  const pattern = `%${search.replace(/[\\%_]/g, String.raw`\$&`)}%`;
  const { rows } = await pool.query<AdminGroup>(
    `SELECT ${COLUMNS} FROM conversation c WHERE ${IS_GROUP} AND c.id < $2 AND ($1 = '' OR c.title ILIKE $3 OR c.id::text = $1)
     ORDER BY c.id DESC LIMIT $4`,
    [search, before, pattern, limit],
  );
  return rows;
}

type Row = AdminGroup & { announcement: string; join_mode: number; mute_all: number; entries: number };

/** undefined: no such group. */
export async function findGroupDetails(pool: pg.Pool, id: Id): Promise<AdminGroupDetails | undefined> {
  const { rows } = await pool.query<Row>(
    `SELECT ${COLUMNS}, c.announcement, c.join_mode, c.mute_all, c.last_seq::float8 AS entries FROM conversation c WHERE ${IS_GROUP} AND c.id = $1`,
    [id],
  );
  const [row] = rows;
  if (row === undefined) return undefined;
  const { join_mode: joinMode, mute_all: muteAll, ...group } = row;
  const staff = await pool.query<{ userId: Id; username: string; role: number }>(
    `SELECT m.user_id AS "userId", u.username, m.role FROM conversation_member m JOIN users u ON u.id = m.user_id
     WHERE m.conversation_id = $1 AND m.role > 0 AND m.max_seq = 0 AND m.deleted = 0 ORDER BY m.role DESC, m.user_id`,
    [id],
  );
  return {
    ...group,
    joinMode: JOIN_MODES[joinMode]!,
    muteAll: muteAll === 1,
    staff: staff.rows.map(({ role, ...person }) => ({ ...person, role: GROUP_ROLES[role]! })),
  };
}
