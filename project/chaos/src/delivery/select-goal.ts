import { Client } from 'pg';
import type { Goal, MemberGoal } from '../fleet/fleet-protocol.ts';

const MEMBERS = `
  SELECT c.id, m.user_id, m.read_seq, least(c.last_seq, nullif(c.end_seq, 0), nullif(m.max_seq, 0)) AS newest
  FROM conversation c JOIN conversation_member m ON m.conversation_id = c.id`;

/** How far members may see, and their read marks, as they are now. */
export async function selectGoal(databaseUrl: string): Promise<Goal> {
  const client = new Client({ connectionString: databaseUrl });
  client.on('error', () => undefined); // the query under way rejects
  await client.connect();
  try {
    const { rows } = await client.query<{ id: string; user_id: string; read_seq: string; newest: string }>(MEMBERS);
    const goal: Record<string, Record<string, MemberGoal>> = {};
    for (const row of rows) (goal[row.id] ??= {})[row.user_id] = { newest: Number(row.newest), read: Number(row.read_seq) };
    return goal;
  } finally {
    await client.end();
  }
}
