import { Client } from 'pg';

/** A connection of the checker's own, closed when the work is done. */
export async function withDatabase<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** Whether some statement waits for a row lock: an entry has come all the way and cannot be committed. */
export async function somebodyWaits(client: Client): Promise<boolean> {
  const { rows } = await client.query(`SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`);
  return rows.length > 0;
}
