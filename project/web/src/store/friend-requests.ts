import type { Id } from '@godwit/shared/ids/id';
import { unreachable } from '@godwit/shared/outcome';
import type { FriendRequest, RequestDirection, RequestStatus } from '@godwit/shared/rest/friends';
import type { Database, Query } from './database.js';
import { epochMs } from './epoch-ms.js';

const MAX_LISTED = 200;
const STATUS = { pending: 0, accepted: 1, rejected: 2 } as const satisfies Record<RequestStatus, number>;
const statusText = `CASE r.status WHEN ${String(STATUS.pending)} THEN 'pending' WHEN ${String(STATUS.accepted)} THEN 'accepted' ELSE 'rejected' END`;

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
  | { at: 'no-such-user' };

interface Situation {
  nickname: string;
  exists: boolean;
  friends: boolean;
  sent: boolean;
  blocking: boolean;
  blocked: boolean;
  received: Id | null;
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
    await query('INSERT INTO friend_request (id, from_user_id, to_user_id, message) VALUES ($1, $2, $3, $4)', [
      request.id,
      request.from,
      request.to,
      request.message,
    ]);
    return situation.blocked ? { at: 'unseen' } : { at: 'created', fromNickname: situation.nickname };
  });
}

/** As logic locks a pair, so friendships and blocks wait too. The lock must be its own statement: a statement does not see what was committed while it waited for the lock. */
const lockPair = (query: Query, a: Id, b: Id): Promise<unknown> =>
  query(`SELECT pg_advisory_xact_lock(hashtextextended(least($1::bigint, $2::bigint) || ':' || greatest($1::bigint, $2::bigint), 0))`, [
    a,
    b,
  ]);

async function readSituation(query: Query, from: Id, to: Id): Promise<Situation> {
  const [row] = await query<Situation>(
    `SELECT coalesce((SELECT nickname FROM users WHERE id = $1), '') AS nickname,
            EXISTS (SELECT FROM users WHERE id = $2 AND deleted = 0) AS exists,
            EXISTS (SELECT FROM friend WHERE user_id = $1 AND friend_id = $2 AND deleted = 0) AS friends,
            EXISTS (SELECT FROM friend_request WHERE from_user_id = $1 AND to_user_id = $2 AND status = 0) AS sent,
            EXISTS (SELECT FROM user_block WHERE user_id = $1 AND blocked_id = $2 AND deleted = 0) AS blocking,
            EXISTS (SELECT FROM user_block WHERE user_id = $2 AND blocked_id = $1 AND deleted = 0) AS blocked,
            (SELECT id FROM friend_request WHERE from_user_id = $2 AND to_user_id = $1 AND status = 0) AS received`,
    [from, to],
  );
  if (row === undefined) throw new Error('a SELECT without FROM returned no row');
  return row;
}

export type Rejected =
  { at: 'rejected'; from: Id; nickname: string } | { at: 'handled-before'; status: RequestStatus } | { at: 'not-found' };

/** Only the receiver may reject; a request that was handled before stays as it is. */
export async function rejectFriendRequest(db: Database, requestId: Id, userId: Id): Promise<Rejected> {
  const [row] = await db.query<{ from: Id; nickname: string }>(
    `UPDATE friend_request r SET status = ${String(STATUS.rejected)}, handled_at = now(), updated_at = now()
     WHERE id = $1 AND to_user_id = $2 AND status = ${String(STATUS.pending)} AND deleted = 0
     RETURNING from_user_id AS "from", (SELECT nickname FROM users WHERE id = $2) AS nickname`,
    [requestId, userId],
  );
  if (row !== undefined) return { at: 'rejected', ...row };
  const [before] = await db.query<{ status: RequestStatus }>(
    `SELECT ${statusText} AS status FROM friend_request r WHERE id = $1 AND to_user_id = $2 AND deleted = 0`,
    [requestId, userId],
  );
  return before === undefined ? { at: 'not-found' } : { at: 'handled-before', status: before.status };
}

/** The newest first, handled ones included; without those of people whom the user blocks. */
export function listFriendRequests(db: Database, userId: Id, direction: RequestDirection): Promise<FriendRequest[]> {
  const { mine, other } = columnsOf(direction);
  return db.query<FriendRequest>(
    `SELECT r.id, u.id AS "userId", u.username, u.nickname, u.avatar, r.message, ${statusText} AS status, $2 AS direction,
            ${epochMs('r.created_at')} AS "createdAt"
     FROM friend_request r JOIN users u ON u.id = r.${other}
     WHERE r.${mine} = $1 AND r.deleted = 0
       AND NOT EXISTS (SELECT FROM user_block b WHERE b.user_id = r.to_user_id AND b.user_id = $1 AND b.blocked_id = r.from_user_id AND b.deleted = 0)
     ORDER BY r.created_at DESC, r.id DESC LIMIT ${String(MAX_LISTED)}`,
    [userId, direction],
  );
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
