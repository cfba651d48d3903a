import type pg from 'pg';
import type { Id } from '@godwit/shared/ids/id';
import { idArray } from './array-parameter.js';

export type PeopleList = 'friend' | 'request' | 'block';
/** int8 as the driver gives it. */
export type ListVersions = Readonly<Record<PeopleList, string>>;

/**
 * The versions of these lists of these users become new ones, for the rows that the transaction is about to change. From here to the
 * commit nobody else changes their lists: so no device reads a version without all that belongs to it. The pairs are locked; users are
 * taken in id order, so two transactions never wait for each other.
 */
export async function bumpLists(
  client: pg.ClientBase,
  userIds: readonly Id[],
  lists: readonly PeopleList[],
): Promise<ReadonlyMap<Id, ListVersions>> {
  const by = (list: PeopleList): number => Number(lists.includes(list));
  const { rows } = await client.query<ListVersions & { id: Id }>(
    `INSERT INTO people_list AS l (id, friend_version, request_version, block_version)
     SELECT u.id, $2::bigint, $3::bigint, $4::bigint FROM unnest($1::bigint[]) AS u(id) ORDER BY u.id
     ON CONFLICT (id) DO UPDATE SET friend_version = l.friend_version + $2::bigint, request_version = l.request_version + $3::bigint,
       block_version = l.block_version + $4::bigint, updated_at = now()
     RETURNING id, friend_version AS friend, request_version AS request, block_version AS block`,
    [idArray(userIds, (id) => id), by('friend'), by('request'), by('block')],
  );
  return new Map(rows.map((row) => [row.id, row]));
}
