import type pg from 'pg';
import type { Id } from '@godwit/shared/ids/id';
import { idArray } from './array-parameter.js';

/** New state versions of the members, who must sync the conversation. The conversation is locked; users are in id order. */
export async function bumpMembers(client: pg.ClientBase, conversationId: Id, userIds: readonly Id[]): Promise<Map<Id, number>> {
  if (userIds.length === 0) return new Map();
  const ids = idArray(userIds, (id) => id);
  await client.query(`SELECT FROM users WHERE id = ANY ($1::bigint[]) ORDER BY id FOR NO KEY UPDATE`, [ids]);
  const { rows } = await client.query<{ id: Id; state_version: string }>(
    `WITH bumped AS (
       UPDATE users SET state_version = state_version + 1, updated_at = now() WHERE id = ANY ($1::bigint[]) RETURNING id, state_version
     ), marked AS (
       UPDATE conversation_member m SET version = b.state_version, updated_at = now() FROM bumped b WHERE m.conversation_id = $2 AND m.user_id = b.id
     )
     SELECT id, state_version FROM bumped`,
    [ids, conversationId],
  );
  return new Map(rows.map((row) => [row.id, Number(row.state_version)]));
}
