/**
 * What a user decides about a conversation for himself; the conversation and the user are locked before. All of the changes or none.
 * New ranges of `hidden` are cut to the entries that the member may see. Whoever hides an entry has read up to it: so no hidden entry
 * counts as unread; and none is among his favourites any more.
 */
import type pg from 'pg';
import type { Id } from '@godwit/shared/ids/id';
import { ok, type Outcome, refuse } from '@godwit/shared/outcome';
import type { MemberState } from '@godwit/shared/protocol/messages/member-state';
import type { SettingsPatch } from '@godwit/shared/rest/conversations';
import { MAX_PINNED } from '@godwit/shared/rest/limits';
import { lockedStatement } from '../../store/locked-statement.js';
import { memberColumns, type MemberRow, memberStateOf } from '../../store/member-row.js';

const MAX_HIDDEN_RANGES = 500;

const STATEMENT = `
WITH target AS MATERIALIZED (
  SELECT m.id, m.user_id, m.pinned_at, v.end_seq, c.end_seq AS group_end, c.expired_seq, c.expired_countable, h.hiding, m.hidden + h.hiding AS hidden, e.seq AS hidden_to, e.countable_no
  FROM conversation c JOIN conversation_member m ON m.conversation_id = c.id AND m.user_id = $2 AND m.deleted = 0
  CROSS JOIN LATERAL (SELECT least(c.last_seq, nullif(m.max_seq, 0)) AS end_seq) v
  CROSS JOIN LATERAL (
    SELECT $10::int8multirange * int8multirange(int8range(m.min_seq, greatest(m.min_seq, v.end_seq + 1))) AS hiding
  ) h
  LEFT JOIN LATERAL (SELECT seq, countable_no FROM message WHERE conversation_id = c.id AND seq = upper(h.hiding) - 1 LIMIT 1) e ON true
  WHERE c.id = $1 AND c.deleted = 0
), allowed AS MATERIALIZED (
  SELECT * FROM target t
  WHERE (SELECT count(*) FROM unnest(t.hidden)) <= ${String(MAX_HIDDEN_RANGES)} AND ($3::boolean IS NOT TRUE OR t.pinned_at IS NOT NULL OR
    (SELECT count(*) FROM conversation_member o WHERE o.user_id = $2 AND o.deleted = 0 AND o.pinned_at IS NOT NULL) < ${String(MAX_PINNED)})
), unstarred AS (
  DELETE FROM favourite f USING allowed t WHERE f.user_id = $2 AND f.conversation_id = $1 AND t.hiding @> f.seq RETURNING f.id
), bumped AS (
  UPDATE users SET state_version = state_version + 1, updated_at = clock_timestamp(),
    favourite_version = CASE WHEN EXISTS (SELECT FROM unstarred) THEN state_version + 1 ELSE favourite_version END
  WHERE id IN (SELECT user_id FROM allowed) AND deleted = 0 RETURNING state_version, favourite_version
), changed AS (
  UPDATE conversation_member m SET
    pinned_at = CASE WHEN $3 THEN coalesce(m.pinned_at, clock_timestamp()) WHEN NOT $3 THEN NULL ELSE m.pinned_at END,
    mute_level = coalesce($4::smallint, m.mute_level),
    mute_until = CASE WHEN $4 IS NULL THEN m.mute_until WHEN $4 > 0 AND $5::float8 > 0 THEN to_timestamp($5 / 1000) END,
    archived = coalesce($6::smallint, m.archived),
    marked_unread = coalesce($7::smallint, m.marked_unread),
    draft = coalesce($8::text, m.draft),
    closed_seq = CASE WHEN $9::bigint IS NULL THEN m.closed_seq ELSE least($9, t.end_seq) END,
    hidden = t.hidden,
    read_seq = greatest(m.read_seq, t.hidden_to),
    read_countable = greatest(m.read_countable, t.countable_no),
    version = b.state_version, updated_at = clock_timestamp()
  FROM allowed t, bumped b WHERE m.id = t.id
  RETURNING ${memberColumns('t.group_end', 't')}, CASE WHEN b.favourite_version = b.state_version THEN b.favourite_version ELSE 0 END AS favourite_version
)
SELECT c.* FROM target LEFT JOIN changed c ON true`;

/** All columns are NULL when a limit was in the way. */
type Row = (MemberRow & { favourite_version: string }) | { conversation_id: null };

export interface SettingsChange {
  readonly userId: Id;
  readonly conversationId: Id;
  readonly changes: SettingsPatch;
}

export interface ChangedSettings {
  readonly state: MemberState;
  /** Of the favourites that were hidden; 0: none was. */
  readonly favouriteVersion: number;
}

export async function changeSettings(
  pool: pg.Pool,
  { userId, conversationId, changes }: SettingsChange,
): Promise<Outcome<ChangedSettings>> {
  const { pinned, mute, archived, markedUnread, draft, closedSeq, hide = [] } = changes;
  const values = [
    conversationId,
    userId,
    pinned,
    mute?.level,
    mute?.until,
    flag(archived),
    flag(markedUnread),
    draft,
    closedSeq,
    `{${hide.map(({ fromSeq, toSeq }) => `[${String(fromSeq)},${String(toSeq)}]`).join(',')}}`,
  ];
  const [row] = await lockedStatement<Row>(
    pool,
    { conversations: [conversationId], users: [userId] },
    { name: 'change-settings', text: STATEMENT, values },
  );
  if (row === undefined) return refuse('CONVERSATION_NOT_FOUND');
  if (row.conversation_id === null) return refuse('LIMIT_REACHED');
  return ok({ state: memberStateOf(row), favouriteVersion: Number(row.favourite_version) });
}

const flag = (value: boolean | undefined): number | undefined => (value === undefined ? undefined : Number(value));
