/**
 * The messages that a user starred; he is locked before his list changes. A row says which message, never what it said: the list reads
 * the log, so a recall, an edit and an emptied quote hold here with nothing to follow them (F-32). That he may see a message is
 * proven when he stars it, and stays with the row when he leaves; what he deletes for himself goes (change-settings/store.ts).
 */
import type pg from 'pg';
import type { Id } from '@godwit/shared/ids/id';
import { ok, type Outcome, refuse } from '@godwit/shared/outcome';
import type { Entry } from '@godwit/shared/protocol/messages/entry';
import { EntryKindNumber } from '@godwit/shared/protocol/messages/entry-kind';
import { MAX_FAVOURITES } from '@godwit/shared/rest/favourites';
import { entryColumns, type EntryRow, entryOf, entrySize } from '../../store/entry-row.js';
import { lockedStatement } from '../../store/locked-statement.js';

export interface StarredEntry {
  readonly userId: Id;
  readonly conversationId: Id;
  readonly seq: number;
}

const CHANGE_LIST = `UPDATE users SET state_version = state_version + 1, favourite_version = state_version + 1, updated_at = clock_timestamp()`;

const STAR = `
WITH entry AS MATERIALIZED (
  SELECT e.seq FROM conversation c JOIN conversation_member m ON m.conversation_id = c.id AND m.user_id = $1 AND m.deleted = 0
  LEFT JOIN LATERAL (
    SELECT seq FROM message
    WHERE conversation_id = c.id AND seq = $3 AND kind = ${String(EntryKindNumber.message)} AND deleted = 0
      AND seq >= m.min_seq AND (m.max_seq = 0 OR seq <= m.max_seq) AND NOT m.hidden @> seq LIMIT 1
  ) e ON true
  WHERE c.id = $2 AND c.deleted = 0
), list AS MATERIALIZED (
  SELECT count(*) AS total, coalesce(bool_or(conversation_id = $2 AND seq = $3), false) AS starred FROM favourite WHERE user_id = $1
), bumped AS (
  ${CHANGE_LIST}
  WHERE id = $1 AND deleted = 0 AND EXISTS (SELECT FROM entry, list WHERE entry.seq IS NOT NULL AND NOT starred AND total < ${String(MAX_FAVOURITES)})
  RETURNING state_version
), inserted AS (
  INSERT INTO favourite (id, user_id, conversation_id, seq, version) SELECT $4, $1, $2, $3, state_version FROM bumped
)
SELECT entry.seq IS NOT NULL AS seen, starred, (SELECT state_version FROM bumped) AS version FROM entry, list`;

/** The version of the list with it; 0: it was starred before. */
export async function storeStar(pool: pg.Pool, { userId, conversationId, seq }: StarredEntry, rowId: Id): Promise<Outcome<number>> {
  const [row] = await lockedStatement<{ seen: boolean; starred: boolean; version: string | null }>(
    pool,
    { conversations: [], users: [userId] },
    { name: 'star', text: STAR, values: [userId, conversationId, seq, rowId] },
  );
  if (row === undefined) return refuse('CONVERSATION_NOT_FOUND');
  if (row.starred) return ok(0);
  if (!row.seen) return refuse('ENTRY_NOT_FOUND');
  return row.version === null
    ? refuse('LIMIT_REACHED', `at most ${String(MAX_FAVOURITES)} messages can be starred`)
    : ok(Number(row.version));
}

const UNSTAR = `
WITH gone AS (
  DELETE FROM favourite WHERE user_id = $1 AND conversation_id = $2 AND seq = $3 RETURNING user_id
)
${CHANGE_LIST} WHERE id IN (SELECT user_id FROM gone) RETURNING state_version`;

/** The version of the list without it; 0: it was not starred. */
export async function storeUnstar(pool: pg.Pool, { userId, conversationId, seq }: StarredEntry): Promise<number> {
  const [row] = await lockedStatement<{ state_version: string }>(
    pool,
    { conversations: [], users: [userId] },
    { name: 'unstar', text: UNSTAR, values: [userId, conversationId, seq] },
  );
  return Number(row?.state_version ?? 0);
}

export interface FavouritesQuery {
  readonly userId: Id;
  /** Those with a smaller version. */
  readonly before: Id;
  readonly limit: number;
  /** None is read behind so many (R22). */
  readonly maxBytes: number;
}

export interface Favourite {
  readonly version: number;
  readonly conversationId: Id;
  readonly starredAt: number;
  readonly entry: Entry;
}

export interface Favourites {
  readonly found: readonly Favourite[];
  /** With those behind the bytes, at most `limit`. */
  readonly picked: number;
}

const LIST = `
SELECT * FROM (
  SELECT r.*, count(*) OVER () AS picked, sum(${entrySize('r')}) OVER (ORDER BY r.version DESC) - (${entrySize('r')}) AS bytes_before
  FROM (
    SELECT f.version, f.conversation_id, floor(date_part('epoch', f.created_at) * 1000) AS starred_ms, ${entryColumns('$1', `'{}'::int8multirange`)}
    FROM favourite f JOIN message e ON e.conversation_id = f.conversation_id AND e.seq = f.seq
    WHERE f.user_id = $1 AND f.version < $2 ORDER BY f.version DESC LIMIT $3
  ) r
) s
WHERE bytes_before < $4 ORDER BY version DESC`;

type Row = EntryRow & { version: string; conversation_id: Id; starred_ms: number; picked: string };

/** The newest star first. */
export async function loadFavourites(pool: pg.Pool, { userId, before, limit, maxBytes }: FavouritesQuery): Promise<Favourites> {
  const { rows } = await pool.query<Row>({ name: 'load-favourites', text: LIST, values: [userId, before, limit, maxBytes] });
  const found = rows.map((row) => ({
    version: Number(row.version),
    conversationId: row.conversation_id,
    starredAt: row.starred_ms,
    entry: entryOf(row),
  }));
  return { found, picked: Number(rows[0]?.picked ?? 0) };
}
