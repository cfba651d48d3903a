// What a decision needs, read in one statement under the row lock of the conversation.
import type pg from 'pg';
import type { Id } from '@godwit/shared/ids/id';
import { EntryKindNumber } from '@godwit/shared/protocol/messages/entry-kind';
import { maxSeq } from '../../store/max-seq.js';
import type { Action } from './action.js';
import type { Actor, Target } from './check.js';

const STATEMENT = `
SELECT c.type, c.membership_version, m.id AS member_row, m.role, m.min_seq, ${maxSeq('c.end_seq')} AS max_seq,
  d.id AS first_id, d.seq AS first_seq, d.countable_no AS first_no, d.created_ms AS first_ms, d.body AS first_body, d.same,
  t.*, (SELECT count(*)::int FROM message_pin WHERE conversation_id = c.id AND deleted = 0) AS pins
FROM conversation c
JOIN conversation_member m ON m.conversation_id = c.id AND m.user_id = $2 AND m.deleted = 0
LEFT JOIN LATERAL (
  SELECT id, seq, countable_no, body, floor(date_part('epoch', created_at) * 1000) AS created_ms,
    kind = $4 AND target_seq = $5 AND (body = $6 OR kind = ${String(EntryKindNumber.edit)} AND (body = '' OR $8)) AS same
  FROM message WHERE conversation_id = $1 AND sender_id = $2 AND client_msg_id = $3 LIMIT 1
) d ON true
LEFT JOIN LATERAL (
  SELECT e.kind, e.sender_id, e.body, e.deleted AS recalled, e.edits,
    coalesce(s.role, 0) AS sender_role, date_part('epoch', clock_timestamp() - e.created_at) * 1000 AS age_ms,
    EXISTS (SELECT FROM message_pin WHERE conversation_id = $1 AND seq = $5 AND deleted = 0) AS pinned,
    r.emojis, r.chosen, r.mine
  FROM message e
  LEFT JOIN conversation_member s ON s.conversation_id = $1 AND s.user_id = e.sender_id AND s.max_seq = 0 AND s.deleted = 0
  CROSS JOIN LATERAL (
    SELECT count(DISTINCT emoji)::int AS emojis, coalesce(bool_or(emoji = $7), false) AS chosen,
      coalesce(bool_or(emoji = $7 AND user_id = $2), false) AS mine
    FROM message_reaction WHERE conversation_id = $1 AND seq = $5 AND deleted = 0
  ) r
  WHERE e.conversation_id = $1 AND e.seq = $5 LIMIT 1
) t ON true
WHERE c.id = $1 AND c.deleted = 0`;

interface Row {
  readonly type: number;
  readonly membership_version: string;
  readonly member_row: Id;
  readonly role: number;
  readonly min_seq: string;
  readonly max_seq: string;
  readonly first_id: Id | null;
  readonly first_seq: string;
  readonly first_no: string;
  readonly first_ms: number;
  readonly first_body: Buffer;
  readonly same: boolean;
  readonly kind: number | null;
  readonly sender_id: Id;
  readonly sender_role: number;
  readonly body: Buffer;
  readonly recalled: number;
  readonly edits: number;
  readonly age_ms: number;
  readonly pinned: boolean;
  readonly emojis: number;
  readonly chosen: boolean;
  readonly mine: boolean;
  readonly pins: number;
}

/** The entry that had this client id first. */
export interface First {
  readonly messageId: Id;
  readonly seq: number;
  readonly countableNo: number;
  readonly createdAt: number;
  /** As it is in the log now: an edit of what was recalled says nothing. */
  readonly body: Uint8Array;
  readonly same: boolean;
}

export interface Loaded {
  readonly type: number;
  readonly membershipVersion: number;
  readonly memberRowId: Id;
  readonly actor: Omit<Actor, 'sendRefusal'>;
  readonly pins: number;
  readonly first: First | undefined;
  readonly target: Target | undefined;
}

/** undefined: no such conversation, or the user was never in it. */
export async function loadSituation(
  client: pg.ClientBase,
  { conversationId, userId, action, reviewed }: { conversationId: Id; userId: Id; action: Action; reviewed: boolean },
): Promise<Loaded | undefined> {
  const { rows } = await client.query<Row>({
    name: 'load-situation',
    text: STATEMENT,
    values: [
      conversationId,
      userId,
      action.clientMsgId,
      EntryKindNumber[action.kind],
      action.targetSeq,
      Buffer.from(action.body),
      action.emoji,
      reviewed,
    ],
  });
  return rows[0] === undefined ? undefined : loaded(userId, rows[0]);
}

const loaded = (userId: Id, row: Row): Loaded => ({
  type: row.type,
  membershipVersion: Number(row.membership_version),
  memberRowId: row.member_row,
  actor: { userId, role: row.role, minSeq: Number(row.min_seq), maxSeq: Number(row.max_seq) },
  pins: row.pins,
  first: row.first_id === null ? undefined : firstOf(row, row.first_id),
  target: row.kind === null ? undefined : targetOf(row, row.kind),
});

const firstOf = (row: Row, messageId: Id): First => ({
  messageId,
  seq: Number(row.first_seq),
  countableNo: Number(row.first_no),
  createdAt: row.first_ms,
  body: row.first_body,
  same: row.same,
});

const targetOf = (row: Row, kind: number): Target => ({
  kind,
  senderId: row.sender_id,
  senderRole: row.sender_role,
  ageMs: row.age_ms,
  body: row.body,
  recalled: row.recalled === 1,
  edits: row.edits,
  pinned: row.pinned,
  emojis: row.emojis,
  chosen: row.chosen,
  mine: row.mine,
});
