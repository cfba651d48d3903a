import type pg from 'pg';
import type { Id } from '@godwit/shared/ids/id';
import type { SharedFileKind } from '@godwit/shared/rest/conversations';
import { FILE_KINDS, type FileKind } from '@godwit/shared/rest/files';
import { MAX_ROWS, type PageQuery, VIEW } from './view-sql.js';

export interface SharingQuery extends PageQuery {
  readonly kind: SharedFileKind;
}

/** A message and its files of the kind asked for. */
export interface Sharing {
  readonly seq: number;
  readonly fileIds: readonly Id[];
  readonly body: Uint8Array;
}

export interface SharingPage {
  /** The newest first. */
  readonly sharing: readonly Sharing[];
  /** Everything from here on was looked at; 0: there is nothing older. */
  readonly next: number;
}

/** Of bodies, and one more. */
const MAX_BYTES = 512 * 1024;

const number = (kind: FileKind): string => String(FILE_KINDS.indexOf(kind));

/** SharedFileKind of a file f; NULL: an avatar. */
const SHARED_AS = `CASE WHEN f.kind = ${number('voice')} THEN 'voice' WHEN f.kind = ${number('avatar')} THEN NULL
    WHEN f.mime ~ '^(image|video)/' THEN 'media' ELSE 'file' END`;

/** Whether a page goes on behind the message w. */
const GOES_ON = `w.looked < ${String(MAX_ROWS)} AND w.found < $5 AND w.bytes < ${String(MAX_BYTES)}`;

/**
 * Down the index, message by message. One range of it with a LIMIT would not do: PostgreSQL, which does not know how many files there
 * are, prefers to sort all of them.
 */
const STATEMENT = `
WITH RECURSIVE ${VIEW}, walk AS (
  SELECT last_seq + 1 AS seq, 0::bigint AS looked, 0 AS found, 0 AS bytes, NULL::bigint[] AS file_ids, NULL::bytea AS body FROM view
  UNION ALL
  SELECT r.seq, w.looked + s.looked, w.found + (e.body IS NOT NULL)::int, w.bytes + coalesce(octet_length(e.body), 0), s.file_ids, e.body
  FROM walk w CROSS JOIN view v
  CROSS JOIN LATERAL (
    SELECT seq FROM message_file WHERE conversation_id = $1 AND seq >= v.first_seq AND seq < w.seq ORDER BY seq DESC LIMIT 1
  ) r
  CROSS JOIN LATERAL (
    SELECT count(*) AS looked, array_agg(f.id) FILTER (WHERE f.id IS NOT NULL) AS file_ids
    FROM message_file m LEFT JOIN file f ON f.id = m.file_id AND m.deleted = 0 AND f.deleted = 0 AND ${SHARED_AS} = $4
    WHERE m.conversation_id = $1 AND m.seq = r.seq
  ) s
  LEFT JOIN message e ON e.conversation_id = $1 AND e.seq = r.seq AND e.deleted = 0 AND s.file_ids IS NOT NULL AND NOT v.hidden @> r.seq
  WHERE ${GOES_ON}
)
SELECT s.seq, s.file_ids, s.body,
  (SELECT min(w.seq) FROM walk w HAVING NOT bool_and(${GOES_ON}) AND min(w.seq) > view.first_seq) AS next
FROM view LEFT JOIN walk s ON s.body IS NOT NULL
ORDER BY s.seq DESC`;

type Row = { next: string | null } & ({ seq: string; file_ids: Id[]; body: Uint8Array } | { seq: null });

/** undefined: no such conversation, or the user was never in it. */
export async function findSharing(pool: pg.Pool, query: SharingQuery): Promise<SharingPage | undefined> {
  const { conversationId, userId, before, kind, limit } = query;
  const values = [conversationId, userId, before, kind, limit];
  const { rows } = await pool.query<Row>({ name: 'find-sharing', text: STATEMENT, values });
  const [first] = rows;
  if (first === undefined) return undefined;
  const sharing = rows.flatMap((row) => (row.seq === null ? [] : [{ seq: Number(row.seq), fileIds: row.file_ids, body: row.body }]));
  return { sharing, next: Number(first.next ?? 0) };
}
