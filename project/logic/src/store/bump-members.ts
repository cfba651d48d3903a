import type pg from 'pg';
import type { Id } from '@godwit/shared/ids/id';
import { AccountGone } from './account-gone.js';
import { idArray } from './array-parameter.js';

/**
 * New state versions of the members, who must sync the conversation. The conversation is locked; users are in id order. Throws AccountGone when
 * one of them was deleted: nothing that is told by this may begin with him (commands/delete-account/locked.ts).
 */
export async function bumpMembers(client: pg.ClientBase, conversationId: Id, userIds: readonly Id[]): Promise<Map<Id, number>> {
  if (userIds.length === 0) return new Map();
  const ids = idArray(userIds, (id) => id);
  const { rowCount } = await client.query(`SELECT FROM users WHERE id = ANY ($1::bigint[]) AND deleted = 0 ORDER BY id FOR NO KEY UPDATE`, [
    ids,
  ]);
  if ((rowCount ?? 0) < new Set(userIds).size) throw new AccountGone();
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
