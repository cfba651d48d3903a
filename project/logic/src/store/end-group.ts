import type pg from 'pg';
import { JOIN_MODES } from '@godwit/shared/group-terms';
import { type Group, moveMembership, setGroup } from './group.js';

/** Ends all memberships with the next entry, and every way in: one row, however many members, links and applications there are. */
export async function endGroup(client: pg.ClientBase, group: Group): Promise<void> {
  await setGroup(client, group.id, { end_seq: String(group.lastSeq + 1), join_mode: JOIN_MODES.indexOf('invite'), owner_id: '0' });
  await moveMembership(client, group.id, -group.memberCount);
}
