// Who may call the routes of admins. The only place that writes the table: no route leads to it.
import pg from 'pg';

const CONNECT_MS = 5_000;
/** As project/shared/src/ids/snowflake.ts, with a number drawn at random for worker and sequence: this runs without a build. */
const NEW_ID = `(((floor(extract(epoch FROM clock_timestamp()) * 1000)::bigint - 1767225600000) << 22) | floor(random() * 4194304)::bigint)`;

export interface Admin {
  readonly userId: string;
  readonly username: string;
  readonly since: Date;
}

export type Change = 'done' | 'nothing to change' | 'no such user';

export interface Admins {
  list(): Promise<Admin[]>;
  grant(username: string): Promise<Change>;
  revoke(username: string): Promise<Change>;
}

export async function withAdmins<T>(databaseUrl: string, work: (admins: Admins) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: databaseUrl, connectionTimeoutMillis: CONNECT_MS });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await work({
      list: async () => (await client.query<Admin>(LIST)).rows,
      grant: (username) => change(client, username, GRANT, 'admin.grant'),
      revoke: (username) => change(client, username, REVOKE, 'admin.revoke'),
    });
  } finally {
    await client.end();
  }
}

const LIST = `SELECT a.user_id AS "userId", u.username, a.updated_at AS since FROM admin a JOIN users u ON u.id = a.user_id
  WHERE a.deleted = 0 AND u.deleted = 0 ORDER BY u.username`;
const GRANT = `INSERT INTO admin (id, user_id) VALUES (${NEW_ID}, $1)
  ON CONFLICT (user_id) DO UPDATE SET deleted = 0, updated_at = now() WHERE admin.deleted = 1 RETURNING id`;
const REVOKE = `UPDATE admin SET deleted = 1, updated_at = now() WHERE user_id = $1 AND deleted = 0 RETURNING id`;

/** With its line in the audit log, by nobody's id. */
async function change(client: pg.Client, username: string, statement: string, action: string): Promise<Change> {
  await client.query('BEGIN');
  try {
    const { rows } = await client.query<{ id: string }>(
      `SELECT id FROM users WHERE username = lower($1) AND deleted = 0 FOR NO KEY UPDATE`,
      [username],
    );
    const userId = rows[0]?.id;
    const changed = userId !== undefined && (await client.query(statement, [userId])).rowCount === 1;
    if (changed)
      await client.query(`INSERT INTO audit_log (id, action, object_kind, object_id) VALUES (${NEW_ID}, $1, 'user', $2)`, [action, userId]);
    await client.query('COMMIT');
    return userId === undefined ? 'no such user' : changed ? 'done' : 'nothing to change';
  } catch (error) {
    await client.query('ROLLBACK');
    throw error;
  }
}
