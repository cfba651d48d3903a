import type pg from 'pg';
import { JOIN_MODES } from '@godwit/shared/group-terms';
import { APPLICATION } from './group-applications.js';
import { type Group, moveMembership, setGroup } from './group.js';

/** Of the largest group. Whoever sends to it meanwhile is told to try again, and then that it is over. */
const TIMEOUT_MS = 10_000;

/** Ends all memberships with the next entry, and every way in. */
export async function endGroup(client: pg.ClientBase, group: Group): Promise<void> {
  await client.query(`SET LOCAL statement_timeout = ${String(TIMEOUT_MS)}`);
  const update = {
    text: `UPDATE conversation_member SET max_seq = $2, role = 0, updated_at = now() WHERE conversation_id = $1 AND max_seq = 0`,
    values: [group.id, group.lastSeq + 1],
    query_timeout: TIMEOUT_MS,
  };
  await client.query(update);
  await client.query(`UPDATE group_invite SET revoked_at = now(), updated_at = now() WHERE conversation_id = $1 AND revoked_at IS NULL`, [
    group.id,
  ]);
  await client.query(
    `UPDATE group_application SET status = $2, handled_at = now(), updated_at = now() WHERE conversation_id = $1 AND status = $3`,
    [group.id, APPLICATION.rejected, APPLICATION.pending],
  );
  await setGroup(client, group.id, { join_mode: JOIN_MODES.indexOf('invite'), owner_id: '0' });
  await moveMembership(client, group.id, -group.memberCount);
}
