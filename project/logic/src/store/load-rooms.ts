/** Who is in which room now: the index of rooms is small, so a user's other conversations cost next to nothing. */
import type pg from 'pg';
import type { Id } from '@godwit/shared/ids/id';
import type { RoomPlace } from '@godwit/shared/protocol/logic-request';
import { idArray } from './array-parameter.js';

const PLACES = `
SELECT m.user_id, c.id, c.membership_version, m.min_seq, c.last_seq
FROM conversation_member m JOIN conversation c ON c.id = m.conversation_id AND c.room = 1 AND c.deleted = 0
WHERE m.user_id = ANY ($1::bigint[]) AND m.deleted = 0 AND m.max_seq = 0 AND c.end_seq = 0`;

interface PlaceRow {
  user_id: Id;
  id: Id;
  membership_version: string;
  min_seq: string;
  last_seq: string;
}

/** A row for each room of each of the users. */
export async function loadRoomPlaces(pool: pg.Pool, userIds: readonly Id[]): Promise<(RoomPlace & { readonly userId: Id })[]> {
  const { rows } = await pool.query<PlaceRow>({ name: 'load-room-places', text: PLACES, values: [idArray(userIds, (id) => id)] });
  return rows.map((row) => ({
    userId: row.user_id,
    conversationId: row.id,
    version: Number(row.membership_version),
    minSeq: Number(row.min_seq),
    lastSeq: Number(row.last_seq),
  }));
}

/** One statement, so the members are those of the version. */
const MEMBERS = `
SELECT c.membership_version, m.user_id, m.min_seq
FROM conversation c LEFT JOIN unnest($2::bigint[]) AS asked(user_id) ON true
LEFT JOIN conversation_member m ON m.conversation_id = c.id AND m.user_id = asked.user_id AND m.deleted = 0 AND m.max_seq = 0 AND c.end_seq = 0
WHERE c.id = $1 AND c.room = 1 AND c.deleted = 0`;

interface MemberRow {
  membership_version: string;
  user_id: Id | null;
  min_seq: string;
}

export interface RoomMembers {
  /** 0: no such room. */
  readonly version: number;
  readonly members: readonly { readonly userId: Id; readonly minSeq: number }[];
}

/** Those of the users who are members of the room. */
export async function loadRoomMembers(pool: pg.Pool, conversationId: Id, userIds: readonly Id[]): Promise<RoomMembers> {
  const { rows } = await pool.query<MemberRow>({
    name: 'load-room-members',
    text: MEMBERS,
    values: [conversationId, idArray(userIds, (id) => id)],
  });
  const members = rows.flatMap(({ user_id: userId, min_seq }) => (userId === null ? [] : [{ userId, minSeq: Number(min_seq) }]));
  return { version: Number(rows[0]?.membership_version ?? 0), members };
}
