import type pg from 'pg';
import type { Id } from '@godwit/shared/ids/id';
import { idArray } from './array-parameter.js';

/** A login session and its owner, as they are now. */
export interface LoginSession {
  readonly id: Id;
  readonly userId: Id;
  readonly revoked: boolean;
  readonly expired: boolean;
  readonly userVersion: number;
}

const STATEMENT = `
SELECT s.id, s.user_id, s.revoked_at IS NOT NULL AS revoked, s.expires_at <= now() AS expired, u.state_version
FROM user_session s JOIN users u ON u.id = s.user_id AND u.deleted = 0
WHERE s.id = ANY ($1::bigint[]) AND s.deleted = 0`;

interface Row {
  id: Id;
  user_id: Id;
  revoked: boolean;
  expired: boolean;
  state_version: string;
}

/** Sessions that do not exist are absent. */
export async function loadSessions(pool: pg.Pool, ids: readonly Id[]): Promise<LoginSession[]> {
  const { rows } = await pool.query<Row>({ name: 'load-sessions', text: STATEMENT, values: [idArray(ids, (id) => id)] });
  return rows.map(({ id, user_id: userId, revoked, expired, state_version }) => ({
    id,
    userId,
    revoked,
    expired,
    userVersion: Number(state_version),
  }));
}
