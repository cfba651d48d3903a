import type { Id } from '@godwit/shared/ids/id';
import { unreachable } from '@godwit/shared/outcome';
import {
  type FriendRequest,
  MAX_REQUESTS_A_PAGE,
  type RequestChanges,
  type RequestDirection,
  type RequestStatus,
} from '@godwit/shared/rest/friends';
import type { Database, Query } from './database.js';
import { epochMs } from './epoch-ms.js';
import { bumpRequestLists } from './people-lists.js';
import { type ListQuery, readList } from './read-list.js';

const STATUS = { pending: 0, accepted: 1, rejected: 2 } as const satisfies Record<RequestStatus, number>;
/** Of a row r of friend_request. */
export const STATUS_TEXT = `CASE r.status WHEN ${String(STATUS.pending)} THEN 'pending' WHEN ${String(STATUS.accepted)} THEN 'accepted' ELSE 'rejected' END`;

export interface NewFriendRequest {
  id: Id;
  from: Id;
  to: Id;
  message: string;
}

export type Requested =
  | { at: 'created'; fromNickname: string }
  /** The other side blocks: to the asker as any other that waits, and nobody else learns of it. */
  | { at: 'unseen' }
  /** The asker blocks the other side. */
  | { at: 'blocking' }
  /** My own request is still waiting. */
  | { at: 'pending' }
  /** The other side asked first. */
  | { at: 'mutual'; requestId: Id }
  | { at: 'friends' }
  /** The other side does not let him ask. */
  | { at: 'not-taken' }
  | { at: 'no-such-user' };

interface Situation {
  nickname: string;
  exists: boolean;
  friends: boolean;
  sent: boolean;
  blocking: boolean;
  blocked: boolean;
  received: Id | null;
  /** What the other side's request_policy says about the asker. */
  takes: boolean;
}

/** One pending request per pair, whoever asks: requests of a pair take turns. */
export function insertFriendRequest(db: Database, request: NewFriendRequest): Promise<Requested> {
  return db.transaction(async (query) => {
    await lockPair(query, request.from, request.to);
    const situation = await readSituation(query, request.from, request.to);
    if (!situation.exists) return { at: 'no-such-user' };
    if (situation.friends) return { at: 'friends' };
    if (situation.blocking) return { at: 'blocking' };
    if (situation.sent) return { at: 'pending' };
    if (situation.received !== null) return { at: 'mutual', requestId: situation.received };
    if (!situation.takes) return { at: 'not-taken' };
    // What nobody is shown is no change of his list.
    const versions = await bumpRequestLists(query, situation.blocked ? [request.from] : [request.from, request.to]);
    if (!(await stayTogether(query, request.from, request.to))) return { at: 'no-such-user' };
    await query(
      `INSERT INTO friend_request (id, from_user_id, to_user_id, message, from_version, to_version) VALUES ($1, $2, $3, $4, $5, $6)`,
      [request.id, request.from, request.to, request.message, versions.get(request.from), versions.get(request.to) ?? 0],
    );
    return situation.blocked ? { at: 'unseen' } : { at: 'created', fromNickname: situation.nickname };
  });
}

/** As logic locks a pair, so friendships and blocks wait too. The lock must be its own statement: a statement does not see what was committed while it waited for the lock. */
const lockPair = (query: Query, a: Id, b: Id): Promise<unknown> =>
  query(`SELECT pg_advisory_xact_lock(hashtextextended(least($1::bigint, $2::bigint) || ':' || greatest($1::bigint, $2::bigint), 0))`, [
    a,
    b,
  ]);

/** Both exist, until the end of the transaction: the deletion of an account waits for these locks, which come last as everywhere. */
async function stayTogether(query: Query, a: Id, b: Id): Promise<boolean> {
  const rows = await query(`SELECT FROM users WHERE id IN ($1, $2) AND deleted = 0 ORDER BY id FOR SHARE`, [a, b]);
  return rows.length === 2;
}

/** Somebody who is a friend of both. */
const COMMON_FRIEND = `EXISTS (SELECT FROM friend a JOIN friend b ON b.user_id = a.friend_id AND b.friend_id = $2 AND b.deleted = 0
  WHERE a.user_id = $1 AND a.deleted = 0)`;

async function readSituation(query: Query, from: Id, to: Id): Promise<Situation> {
  const [row] = await query<Situation>(
    `SELECT coalesce((SELECT nickname FROM users WHERE id = $1), '') AS nickname,
            EXISTS (SELECT FROM users WHERE id = $2 AND deleted = 0) AS exists,
            EXISTS (SELECT FROM friend WHERE user_id = $1 AND friend_id = $2 AND deleted = 0) AS friends,
            EXISTS (SELECT FROM friend_request WHERE from_user_id = $1 AND to_user_id = $2 AND status = 0) AS sent,
            EXISTS (SELECT FROM user_block WHERE user_id = $1 AND blocked_id = $2 AND deleted = 0) AS blocking,
            EXISTS (SELECT FROM user_block WHERE user_id = $2 AND blocked_id = $1 AND deleted = 0) AS blocked,
            (SELECT id FROM friend_request WHERE from_user_id = $2 AND to_user_id = $1 AND status = 0) AS received,
            EXISTS (SELECT FROM users u WHERE u.id = $2 AND (u.request_policy = 0 OR (u.request_policy = 1 AND ${COMMON_FRIEND}))) AS takes`,
    [from, to],
  );
  if (row === undefined) throw new Error('a SELECT without FROM returned no row');
  return row;
}

export type Rejected =
  { at: 'rejected'; from: Id; nickname: string } | { at: 'handled-before'; status: RequestStatus } | { at: 'not-found' };

/** Only the receiver may reject; a request that was handled before stays as it is. */
export function rejectFriendRequest(db: Database, requestId: Id, userId: Id): Promise<Rejected> {
  return db.transaction(async (query) => {
    const [asked] = await query<{ from: Id }>(
      `SELECT from_user_id AS "from" FROM friend_request WHERE id = $1 AND to_user_id = $2 AND deleted = 0`,
      [requestId, userId],
    );
    if (asked === undefined) return { at: 'not-found' };
    await lockPair(query, asked.from, userId);
    const [now] = await query<{ status: RequestStatus }>(`SELECT ${STATUS_TEXT} AS status FROM friend_request r WHERE id = $1`, [
      requestId,
    ]);
    if (now?.status !== 'pending') return { at: 'handled-before', status: now!.status };
    const versions = await bumpRequestLists(query, [asked.from, userId]);
    const [rejected] = await query<{ nickname: string }>(
      `UPDATE friend_request SET status = ${String(STATUS.rejected)}, from_version = $3, to_version = $4, handled_at = now(), updated_at = now()
       WHERE id = $1 RETURNING (SELECT nickname FROM users WHERE id = $2) AS nickname`,
      [requestId, userId, versions.get(asked.from), versions.get(userId)],
    );
    return { at: 'rejected', from: asked.from, nickname: rejected!.nickname };
  });
}

/** To who was asked: what somebody asks whom he blocks does not exist. */
export const HIDDEN = `EXISTS (SELECT FROM user_block b WHERE b.user_id = r.to_user_id AND b.blocked_id = r.from_user_id AND b.deleted = 0)`;

const columns = (direction: string): string =>
  `r.id, u.id AS "userId", u.username, u.nickname, u.avatar, r.message, ${STATUS_TEXT} AS status, ${direction} AS direction,
   ${epochMs('r.created_at')} AS "createdAt"`;

export interface RequestsQuery {
  readonly direction: RequestDirection;
  /** Id of the last one of the page before. */
  readonly before?: Id | undefined;
  readonly limit: number;
}

/** The newest first, handled ones included; without those of people whom the user blocks. */
export function listFriendRequests(db: Database, userId: Id, { direction, before, limit }: RequestsQuery): Promise<FriendRequest[]> {
  const { mine, other } = columnsOf(direction);
  return db.query<FriendRequest>(
    `SELECT ${columns('$2::text')} FROM friend_request r JOIN users u ON u.id = r.${other}
     WHERE r.${mine} = $1 AND r.deleted = 0 AND u.deleted = 0 AND (r.from_user_id = $1 OR NOT ${HIDDEN})
       AND ($3::bigint IS NULL OR (r.created_at, r.id) < (SELECT created_at, id FROM friend_request WHERE id = $3 AND ${mine} = $1))
     ORDER BY r.created_at DESC, r.id DESC LIMIT $4`,
    [userId, direction, before ?? null, limit],
  );
}

/** Received ones that wait. */
export async function countPendingRequests(db: Database, userId: Id): Promise<number> {
  const [row] = await db.query<{ pending: number }>(
    `SELECT count(*)::int AS pending FROM friend_request r JOIN users u ON u.id = r.from_user_id
     WHERE r.to_user_id = $1 AND r.status = ${String(STATUS.pending)} AND r.deleted = 0 AND u.deleted = 0 AND NOT ${HIDDEN}`,
    [userId],
  );
  return row!.pending;
}

const MAX_CHANGES = 2 * MAX_REQUESTS_A_PAGE;

const page = (direction: RequestDirection, version: 'from_version' | 'to_version', hidden: string): string => `
  (SELECT r.id AS key, r.deleted = 1 OR u.deleted = 1 OR ${hidden} AS gone, ${columns(`'${direction}'`)}
   FROM friend_request r JOIN users u ON u.id = r.${columnsOf(direction).other}
   WHERE r.${columnsOf(direction).mine} = $1 AND CASE WHEN me."full" THEN r.deleted = 0 AND u.deleted = 0 AND NOT ${hidden}
     ELSE r.${version} > $2 OR (u.shown_at > me.shown_since AND NOT ${hidden}) END
   ORDER BY r.created_at DESC, r.id DESC LIMIT CASE WHEN me."full" THEN ${String(MAX_REQUESTS_A_PAGE)} ELSE ${String(MAX_CHANGES + 1)} END)`;

const REQUESTS: ListQuery = {
  column: 'request_version',
  max: MAX_CHANGES,
  rows: `${page('received', 'to_version', HIDDEN)} UNION ALL ${page('sent', 'from_version', 'false')}`,
};

/** Of both directions; all of them are the newest 200 of each. */
export async function readRequests(db: Database, userId: Id, since: string): Promise<RequestChanges> {
  const { items, ...changes } = await readList<FriendRequest>(db, REQUESTS, userId, since);
  return { ...changes, requests: items };
}

function columnsOf(direction: RequestDirection): { mine: string; other: string } {
  switch (direction) {
    case 'received':
      return { mine: 'to_user_id', other: 'from_user_id' };
    case 'sent':
      return { mine: 'from_user_id', other: 'to_user_id' };
    default:
      return unreachable(direction);
  }
}
