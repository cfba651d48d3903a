// The database `godwit` and the role `godwit` that owns it and nothing else: the tiers never connect as superuser.
import pg from 'pg';

const NAME = 'godwit';
const CONNECT_MS = 10_000;

/** Returns the address for the tiers. */
export async function ensureDatabase(superuserUrl: string, password: string): Promise<string> {
  const client = new pg.Client({ connectionString: superuserUrl, connectionTimeoutMillis: CONNECT_MS });
  client.on('error', () => undefined);
  await client.connect();
  try {
    const exists = async (sql: string): Promise<boolean> => (await client.query(sql, [NAME])).rowCount === 1;
    const role = (await exists('SELECT 1 FROM pg_roles WHERE rolname = $1')) ? 'ALTER' : 'CREATE';
    await client.query(`${role} ROLE ${NAME} LOGIN PASSWORD ${client.escapeLiteral(password)}`);
    if (!(await exists('SELECT 1 FROM pg_database WHERE datname = $1'))) await client.query(`CREATE DATABASE ${NAME} OWNER ${NAME}`);
  } finally {
    await client.end();
  }
  const url = new URL(superuserUrl);
  url.username = NAME;
  url.password = password;
  url.pathname = `/${NAME}`;
  return url.href;
}
