/**
 * Conversations as one user sees them: the snapshot of a sync. One statement, so one database snapshot: what is committed later is
 * pushed, because the session was registered before it asked.
 */
import type pg from 'pg';
import type { Id } from '@godwit/shared/ids/id';
import { EntryKindNumber, PREVIEWED_KINDS } from '@godwit/shared/protocol/messages/entry-kind';
import { idArray } from './array-parameter.js';
import { hiddenOf } from './expired-sql.js';
import { CONVERSATION_TYPE } from './load-conversations.js';
import { entryColumns, type EntryRow, entryOf, entrySize } from './entry-row.js';
import { memberColumns, type MemberRow, memberStateOf } from './member-row.js';
import { SENDING } from './sending.js';
import type { ConversationState, ConversationType } from '@godwit/shared/protocol/messages/conversation-state';

/** Position in the list ordered by activity: database microseconds and id of the last conversation of a page. */
export interface ActivityPosition {
  readonly micros: string;
  readonly id: Id;
}

export interface ChangesSince {
  readonly userId: Id;
  /** Epoch ms. */
  readonly changedAfter: number;
  readonly userVersion: number;
}

export interface ChangesQuery extends ChangesSince {
  readonly before: ActivityPosition | undefined;
  readonly limit: number;
  readonly maxBytes: number;
}

export interface StatesQuery {
  readonly userId: Id;
  readonly ids: readonly Id[];
  readonly maxBytes: number;
}

/**
 * Newest activity first: those whose texts are `maxBytes`, and one more. The last entries of 100 conversations may be 3 MB, twice that on
 * their way from PostgreSQL (R22).
 */
export interface States {
  /** Of the user, in the same snapshot. */
  readonly userVersion: number;
  readonly favouriteVersion: number;
  readonly profileVersion: number;
  readonly peopleVersion: number;
  /** Database clock, epoch ms. */
  readonly readAt: number;
  readonly found: readonly { readonly state: ConversationState; readonly position: ActivityPosition }[];
  /** There are more behind them. */
  readonly cut: boolean;
}

const PREVIEWED = PREVIEWED_KINDS.map((kind) => EntryKindNumber[kind]).join(', ');

const HIDDEN = hiddenOf('c');

/** The first and the newest entry that the member has not hidden, up to `end`: his ranges do not touch each other. */
const FIRST_SHOWN = `coalesce((SELECT upper(r) FROM unnest(${HIDDEN}) AS r WHERE r @> m.min_seq), m.min_seq)`;
const lastShown = (end: string): string => `coalesce((SELECT lower(r) - 1 FROM unnest(${HIDDEN}) AS r WHERE r @> ${end}), ${end})`;

/** Strangers, former friends and who is blocked do not learn what the other one has read. */
const SEES_MARKS = `m.can_send = ${String(SENDING.may)}`;

/** Of what may be long in a conversation. */
const BYTES = `${entrySize('s')} + octet_length(s.draft) + octet_length(s.announcement) + 8 * cardinality(s.hidden_bounds)`;

/** The user's conversations, and of the direct ones the other party's row. */
const OWN = `
    FROM conversation_member m JOIN conversation c ON c.id = m.conversation_id AND c.deleted = 0
    LEFT JOIN conversation_member peer ON c.type = ${String(CONVERSATION_TYPE.direct)} AND peer.conversation_id = c.id AND peer.user_id <> m.user_id
    WHERE m.user_id = $1 AND m.deleted = 0`;

/** Joins what a page needs to the conversations that `pick` selects; the peer's row is the other party's in a direct conversation. */
const conversations = (pick: string): string => `
  SELECT c.id, c.type, c.epoch, c.last_seq, c.countable_total, c.membership_version, c.member_count,
    c.owner_id, c.announcement, c.join_mode, c.mute_all, c.history_for_new, c.room,
    ARRAY(SELECT n.seq FROM message_pin n WHERE n.conversation_id = c.id AND n.deleted = 0 AND n.seq >= m.min_seq
      AND (m.max_seq = 0 OR n.seq <= m.max_seq) ORDER BY n.seq) AS pinned_seqs,
    floor(date_part('epoch', c.last_entry_at) * 1000) AS active_ms, (extract(epoch FROM c.last_entry_at) * 1000000)::bigint AS micros,
    ${memberColumns('c.end_seq', 'c')}, peer.user_id AS peer_id,
    CASE WHEN ${SEES_MARKS} THEN peer.read_seq END AS peer_read_seq, CASE WHEN ${SEES_MARKS} THEN peer.delivered_seq END AS peer_delivered_seq,
    CASE WHEN u.deleted = 1 THEN '' ELSE coalesce(nullif(f.remark, ''), nullif(u.nickname, ''), u.username, c.title) END AS title, coalesce(u.avatar, c.avatar) AS avatar,
    e.seq AS entry_seq, e.message_id, e.sender_id, e.client_msg_id, e.kind, e.countable_no, e.target_seq, e.body, e.created_ms, e.recalled, e.edited_ms, e.reactions
  FROM (
    SELECT c.*, m.id AS member_row, peer.id AS peer_row ${OWN} AND ${pick}
  ) c
  JOIN conversation_member m ON m.id = c.member_row
  LEFT JOIN conversation_member peer ON peer.id = c.peer_row
  LEFT JOIN users u ON u.id = peer.user_id
  LEFT JOIN friend f ON f.user_id = $1 AND f.friend_id = peer.user_id AND f.deleted = 0
  LEFT JOIN LATERAL (
    SELECT ${entryColumns('$1', HIDDEN)} FROM message e
    WHERE e.conversation_id = c.id AND e.seq BETWEEN ${FIRST_SHOWN} AND ${lastShown('least(c.last_seq, nullif(m.max_seq, 0))')}
      AND e.kind IN (${PREVIEWED}) AND NOT ${HIDDEN} @> e.seq
    ORDER BY e.seq DESC LIMIT 1
  ) e ON true`;

/** `maxBytes`: its parameter. */
const statement = (pick: string, maxBytes: string): string => `
SELECT me.state_version AS user_version, me.favourite_version, me.profile_version,
  coalesce((SELECT friend_version + request_version + block_version FROM people_list WHERE id = $1), 0) AS people_version, floor(date_part('epoch', now()) * 1000) AS read_at, p.*
FROM users me LEFT JOIN LATERAL (
  SELECT s.*, count(*) OVER () AS picked, sum(${BYTES}) OVER (ORDER BY s.micros DESC, s.id DESC) - (${BYTES}) AS bytes_before
  FROM (${conversations(pick)}) s
) p ON p.bytes_before < ${maxBytes}
WHERE me.id = $1
ORDER BY p.micros DESC, p.id DESC`;

/** How a direct conversation is called and looks is in the row of the peer's account. */
const SHOWN_SINCE = `EXISTS (SELECT FROM users shown WHERE shown.id = peer.user_id AND shown.shown_at > to_timestamp($2::float8 / 1000))`;

/** The peer's marks are in its row's updated_at: a receipt that was pushed while the user was away is caught up. */
const CHANGED = `(greatest(c.last_entry_at, c.expired_at) > to_timestamp($2::float8 / 1000) OR m.version > $3
    OR (${SEES_MARKS} AND peer.updated_at > to_timestamp($2::float8 / 1000)) OR ${SHOWN_SINCE})`;

const CHANGES = statement(
  `${CHANGED}
  AND ($4::bigint IS NULL OR (c.last_entry_at, c.id) < (to_timestamp(0) + $4::bigint * interval '1 microsecond', $5::bigint))
  ORDER BY c.last_entry_at DESC, c.id DESC LIMIT $6`,
  '$7',
);
const COUNT = `SELECT count(*)::integer AS changed ${OWN} AND ${CHANGED}`;
const BY_ID = statement(`c.id = ANY ($2::bigint[])`, '$3');

interface Row extends MemberRow, Omit<EntryRow, 'seq' | 'message_id'> {
  user_version: string;
  favourite_version: string;
  profile_version: string;
  people_version: string;
  read_at: number;
  id: Id | null;
  type: number;
  epoch: string;
  last_seq: string;
  countable_total: string;
  membership_version: string;
  member_count: number;
  owner_id: Id;
  announcement: string;
  join_mode: number;
  mute_all: number;
  history_for_new: number;
  room: number;
  pinned_seqs: string[];
  active_ms: number;
  micros: string;
  peer_id: Id | null;
  peer_read_seq: string | null;
  peer_delivered_seq: string | null;
  title: string;
  avatar: string;
  entry_seq: string | null;
  message_id: string;
  /** Conversations, those behind the bytes included. */
  picked: string;
}

/** undefined: no such user. */
export async function loadChanges(
  pool: pg.Pool,
  { userId, changedAfter, userVersion, before, limit, maxBytes }: ChangesQuery,
): Promise<States | undefined> {
  const { rows } = await pool.query<Row>({
    name: 'load-changes',
    text: CHANGES,
    values: [userId, changedAfter, userVersion, before?.micros ?? null, before?.id ?? null, limit, maxBytes],
  });
  return statesOf(rows);
}

/** How many conversations all pages of these changes have. */
export async function countChanges(pool: pg.Pool, { userId, changedAfter, userVersion }: ChangesSince): Promise<number> {
  const values = [userId, changedAfter, userVersion];
  const { rows } = await pool.query<{ changed: number }>({ name: 'count-changes', text: COUNT, values });
  return rows[0]?.changed ?? 0;
}

/** Those of the ids that the user is or was a member of. undefined: no such user. */
export async function loadStates(pool: pg.Pool, { userId, ids, maxBytes }: StatesQuery): Promise<States | undefined> {
  const { rows } = await pool.query<Row>({ name: 'load-states', text: BY_ID, values: [userId, idArray(ids, (id) => id), maxBytes] });
  return statesOf(rows);
}

function statesOf(rows: readonly Row[]): States | undefined {
  const first = rows[0];
  if (first === undefined) return undefined;
  const found = rows
    .filter((row) => row.id !== null)
    .map((row) => ({ state: stateOf(row), position: { micros: row.micros, id: row.id! } }));
  return {
    userVersion: Number(first.user_version),
    favouriteVersion: Number(first.favourite_version),
    profileVersion: Number(first.profile_version),
    peopleVersion: Number(first.people_version),
    readAt: first.read_at,
    found,
    cut: found.length < Number(first.picked),
  };
}

const TYPES = Object.fromEntries(Object.entries(CONVERSATION_TYPE).map(([name, number]) => [number, name])) as Record<
  number,
  ConversationType
>;

/** A former member sees the conversation as it was at the last entry that is visible to him. */
function stateOf(row: Row): ConversationState {
  const member = memberStateOf(row);
  const lastEntry = row.entry_seq === null ? null : entryOf({ ...row, seq: row.entry_seq });
  return {
    conversationId: row.conversation_id,
    type: TYPES[row.type] ?? 'group',
    epoch: Number(row.epoch),
    lastSeq: member.removed ? Math.min(Number(row.last_seq), member.maxSeq) : Number(row.last_seq),
    countableTotal: member.removed ? (lastEntry?.countableNo ?? 0) : Number(row.countable_total),
    membershipVersion: Number(row.membership_version),
    lastActivityAt: member.removed ? (lastEntry?.createdAt ?? 0) : row.active_ms,
    peerId: row.peer_id ?? '0',
    title: row.title,
    avatar: row.avatar,
    memberCount: row.member_count,
    peerReadSeq: Number(row.peer_read_seq ?? 0),
    peerDeliveredSeq: Number(row.peer_delivered_seq ?? 0),
    lastEntry,
    member,
    ownerId: row.owner_id,
    announcement: row.announcement,
    joinMode: row.join_mode,
    muteAll: row.mute_all === 1,
    historyForNew: row.history_for_new === 1,
    pinnedSeqs: row.pinned_seqs.map(Number),
    room: row.room === 1,
  };
}
