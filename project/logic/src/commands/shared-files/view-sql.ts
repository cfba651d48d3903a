import type { Id } from '@godwit/shared/ids/id';
import { hiddenOf } from '../../store/expired-sql.js';

/** What a page asks about. */
export interface PageQuery {
  readonly userId: Id;
  readonly conversationId: Id;
  /** Older messages; 0 = from the newest. */
  readonly before: number;
  readonly limit: number;
}

/** Rows that a page looks at, whatever it finds; and those of one message more. */
export const MAX_ROWS = 2_000;

/** No row: no such conversation, or the user was never in it. Of the log what a page may show: [first_seq, last_seq] without hidden. $1 conversation, $2 user, $3 before. */
export const VIEW = `view AS (
  SELECT m.min_seq AS first_seq, least(c.last_seq, nullif(m.max_seq, 0), nullif($3::bigint, 0) - 1) AS last_seq, ${hiddenOf('c')} AS hidden
  FROM conversation_member m JOIN conversation c ON c.id = m.conversation_id AND c.deleted = 0
  WHERE m.conversation_id = $1 AND m.user_id = $2 AND m.deleted = 0
)`;
