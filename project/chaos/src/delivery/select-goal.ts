import { Client } from 'pg';
import type { Goal } from '../fleet/fleet-protocol.ts';

/** Heads and read marks as they are now. */
export async function selectGoal(databaseUrl: string): Promise<Goal> {
  const client = new Client({ connectionString: databaseUrl });
  client.on('error', () => undefined); // the query under way rejects
  await client.connect();
  try {
    const { rows } = await client.query<{ id: string; last_seq: string; user_id: string; read_seq: string }>(
      'SELECT c.id, c.last_seq, m.user_id, m.read_seq FROM conversation c JOIN conversation_member m ON m.conversation_id = c.id',
    );
    const reads: Record<string, Record<string, number>> = {};
    for (const row of rows) (reads[row.id] ??= {})[row.user_id] = Number(row.read_seq);
    return { heads: Object.fromEntries(rows.map((row) => [row.id, Number(row.last_seq)])), reads };
  } finally {
    await client.end();
  }
}
