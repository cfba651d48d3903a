// The lists of an export, page by page: the rows of one page are in memory, however many a user has.
import { type Id, NO_ID } from '@godwit/shared/ids/id';
import { REPORT_KINDS, REPORT_REASONS, REPORT_STATES } from '@godwit/shared/report-terms';
import type { ExportRecord } from '@godwit/shared/rest/export';
import { FILE_KINDS } from '@godwit/shared/rest/files';
import type { Database } from './database.js';
import { epochMs } from './epoch-ms.js';
import { HIDDEN, STATUS_TEXT } from './friend-requests.js';

const PAGE = 500;

/** Rows of $1 with a key above $2, in its order, ≤ $3. */
interface ListSql {
  readonly type: ExportRecord['type'];
  readonly sql: string;
}

const PERSON = `u.id AS "userId", CASE WHEN u.deleted = 1 THEN '' ELSE u.username END AS username, u.nickname`;
/** What the number in a column means. */
const nameOf = (column: string, names: readonly string[]): string =>
  `(ARRAY[${names.map((name) => `'${name}'`).join(', ')}])[${column} + 1]`;

const LISTS: readonly ListSql[] = [
  {
    type: 'friend',
    sql: `SELECT f.friend_id AS key, ${PERSON}, f.remark, f.starred = 1 AS starred, ${epochMs('f.created_at')} AS since
      FROM friend f JOIN users u ON u.id = f.friend_id
      WHERE f.user_id = $1 AND f.friend_id > $2 AND f.deleted = 0 AND u.deleted = 0 ORDER BY f.friend_id LIMIT $3`,
  },
  {
    type: 'friendRequest',
    sql: `SELECT r.id AS key, ${PERSON}, CASE WHEN r.from_user_id = $1 THEN 'sent' ELSE 'received' END AS direction,
        ${STATUS_TEXT} AS status, r.message, ${epochMs('r.created_at')} AS "createdAt"
      FROM friend_request r JOIN users u ON u.id = CASE WHEN r.from_user_id = $1 THEN r.to_user_id ELSE r.from_user_id END
      WHERE (r.from_user_id = $1 OR r.to_user_id = $1) AND r.id > $2 AND r.deleted = 0 AND (r.from_user_id = $1 OR NOT ${HIDDEN}) ORDER BY r.id LIMIT $3`,
  },
  {
    type: 'block',
    sql: `SELECT b.blocked_id AS key, ${PERSON}, ${epochMs('b.created_at')} AS since FROM user_block b JOIN users u ON u.id = b.blocked_id
      WHERE b.user_id = $1 AND b.blocked_id > $2 AND b.deleted = 0 ORDER BY b.blocked_id LIMIT $3`,
  },
  {
    type: 'application',
    sql: `SELECT id AS key, conversation_id AS "conversationId", message, ${epochMs('created_at')} AS "createdAt" FROM group_application
      WHERE user_id = $1 AND id > $2 AND status = 0 AND deleted = 0 ORDER BY id LIMIT $3`,
  },
  {
    type: 'file',
    sql: `SELECT id AS key, id AS "fileId", ${nameOf('kind', FILE_KINDS)} AS kind, name, mime, size::float8 AS size, ${epochMs('created_at')} AS "createdAt"
      FROM file WHERE user_id = $1 AND id > $2 AND ready = 1 AND deleted = 0 ORDER BY id LIMIT $3`,
  },
  {
    type: 'report',
    sql: `SELECT id AS key, id AS "reportId", ${nameOf('kind', REPORT_KINDS)} AS kind, conversation_id AS "conversationId", seq::float8 AS seq,
        reported_id AS "reportedId", ${nameOf('reason', REPORT_REASONS)} AS reason, text, ${nameOf('state', REPORT_STATES)} AS state,
        ${epochMs('created_at')} AS "createdAt"
      FROM report WHERE reporter_id = $1 AND id > $2 ORDER BY id LIMIT $3`,
  },
];

/** `before`: before each page. */
export async function* exportLists(db: Database, userId: Id, before: () => Promise<void>): AsyncGenerator<ExportRecord> {
  for (const { type, sql } of LISTS) {
    for (let after = NO_ID; ;) {
      await before();
      const rows = await db.query<{ key: Id }>(sql, [userId, after, PAGE]);
      for (const { key, ...fields } of rows) {
        yield { type, ...fields } as ExportRecord;
        after = key;
      }
      if (rows.length < PAGE) break;
    }
  }
}
