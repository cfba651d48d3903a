import type { Id } from '@godwit/shared/ids/id';
import type { Query } from './database.js';

/**
 * The version of the list of requests of each becomes a new one, as logic does it (logic/src/store/people-lists.ts): the pair is locked,
 * and until the commit nobody else changes these lists. int8 as the driver gives it.
 */
export async function bumpRequestLists(query: Query, userIds: readonly Id[]): Promise<ReadonlyMap<Id, string>> {
  const rows = await query<{ id: Id; version: string }>(
    `INSERT INTO people_list AS l (id, request_version) SELECT u.id, 1 FROM unnest($1::bigint[]) AS u(id) ORDER BY u.id
     ON CONFLICT (id) DO UPDATE SET request_version = l.request_version + 1, updated_at = now()
     RETURNING id, request_version AS version`,
    [userIds],
  );
  return new Map(rows.map(({ id, version }) => [id, version]));
}
