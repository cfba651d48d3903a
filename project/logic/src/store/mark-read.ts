/**
 * Read marks, max-only; conversations and users are locked before.
 * A mark beyond the log is cut to its end, and to what a former member may see. All marks of a user in a batch share one version.
 */
import type pg from 'pg';
import type { Id } from '@godwit/shared/ids/id';
import type { MemberState } from '@godwit/shared/protocol/messages/member-state';
import { countArray, idArray } from './array-parameter.js';
import { lockedStatement } from './locked-statement.js';
import { memberColumns, type MemberRow, memberStateOf } from './member-row.js';

export interface ReadMark {
  readonly conversationId: Id;
  readonly userId: Id;
  readonly readSeq: number;
}

export interface MarkedRead {
  readonly userId: Id;
  /** The user's state version, with this change. */
  readonly userVersion: number;
  readonly readAt: number;
  /** Of the conversation, under whose lock the mark moved. */
  readonly membershipVersion: number;
  readonly state: MemberState;
}

const STATEMENT = `
WITH input AS MATERIALIZED (
  SELECT conversation_id, user_id, max(seq) AS seq FROM unnest($1::bigint[], $2::bigint[], $3::bigint[]) AS i(conversation_id, user_id, seq) GROUP BY 1, 2
), target AS MATERIALIZED (
  SELECT m.id, m.user_id, e.seq, e.countable_no, c.membership_version, c.end_seq, c.expired_seq, c.expired_countable
  FROM input i JOIN conversation c ON c.id = i.conversation_id AND c.deleted = 0
  JOIN conversation_member m ON m.conversation_id = i.conversation_id AND m.user_id = i.user_id AND m.deleted = 0
  CROSS JOIN LATERAL (
    SELECT seq, countable_no FROM message
    WHERE conversation_id = c.id AND seq = least(i.seq, c.last_seq, nullif(m.max_seq, 0)) LIMIT 1
  ) e
  WHERE m.read_seq < e.seq
), bumped AS (
  UPDATE users SET state_version = state_version + 1, updated_at = clock_timestamp()
  WHERE id IN (SELECT user_id FROM target) RETURNING id, state_version
)
UPDATE conversation_member m SET read_seq = t.seq, read_countable = greatest(m.read_countable, t.countable_no), marked_unread = 0,
  version = b.state_version, updated_at = clock_timestamp()
FROM target t JOIN bumped b ON b.id = t.user_id
WHERE m.id = t.id
RETURNING m.user_id, b.state_version, floor(date_part('epoch', m.updated_at) * 1000) AS read_at, t.membership_version, ${memberColumns('t.end_seq', 't')}`;

type Row = MemberRow & { user_id: Id; state_version: string; read_at: number; membership_version: string };

/** One transaction. Only marks that moved come back. */
export async function markRead(pool: pg.Pool, marks: readonly ReadMark[]): Promise<MarkedRead[]> {
  const rows = await lockedStatement<Row>(
    pool,
    { conversations: marks.map((m) => m.conversationId), users: marks.map((m) => m.userId) },
    {
      name: 'mark-read',
      text: STATEMENT,
      values: [idArray(marks, (m) => m.conversationId), idArray(marks, (m) => m.userId), countArray(marks, (m) => m.readSeq)],
    },
  );
  return rows.map((row) => ({
    userId: row.user_id,
    userVersion: Number(row.state_version),
    readAt: row.read_at,
    membershipVersion: Number(row.membership_version),
    state: memberStateOf(row),
  }));
}
