import type pg from 'pg';
import type { Id } from '@godwit/shared/ids/id';

export interface PresenceSwitch {
  readonly userId: Id;
  /** He shows his presence. */
  readonly shown: boolean;
}

const STATEMENT = `
SELECT m.user_id AS "userId", u.show_presence = 1 AS shown
FROM conversation_member m JOIN users u ON u.id = m.user_id AND u.deleted = 0
WHERE m.conversation_id = $1 AND m.deleted = 0 AND m.max_seq = 0 LIMIT $2`;

/** Of up to `limit` members of a group, in no order. */
export async function loadPresenceSwitches(pool: pg.Pool, groupId: Id, limit: number): Promise<PresenceSwitch[]> {
  const { rows } = await pool.query<PresenceSwitch>({ name: 'load-presence-switches', text: STATEMENT, values: [groupId, limit] });
  return rows;
}
