// Makes the demo data once per database, and notes there that it has been made: who deletes it does not get it back.
import pg from 'pg';

const CONNECT_MS = 5_000;
const NOTE = 'demo data made';

export interface DemoOptions {
  /** Origin of the web tier. */
  readonly api: string;
  readonly databaseUrl: string;
  say(line: string): void;
}

export async function ensureDemo({ api, databaseUrl, say }: DemoOptions): Promise<void> {
  const database = new pg.Client({ connectionString: databaseUrl, connectionTimeoutMillis: CONNECT_MS });
  database.on('error', () => undefined);
  await database.connect();
  try {
    if (await isNoted(database)) return;
    say('making the demo users and their conversations');
    const { makeDemo } = await import('./demo.ts'); // imports the client, which exists once it is built
    await makeDemo(api);
    await database.query('INSERT INTO migration.note (name) VALUES ($1)', [NOTE]);
  } finally {
    await database.end();
  }
}

async function isNoted(database: pg.Client): Promise<boolean> {
  await database.query('CREATE TABLE IF NOT EXISTS migration.note (name text PRIMARY KEY, noted_at timestamptz NOT NULL DEFAULT now())');
  return (await database.query('SELECT 1 FROM migration.note WHERE name = $1', [NOTE])).rowCount === 1;
}
