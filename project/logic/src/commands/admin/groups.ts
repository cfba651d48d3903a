import { type Id } from '@godwit/shared/ids/id';
import { ok, type Outcome, refuse } from '@godwit/shared/outcome';
import type { AdminGroupDetails, AdminGroupsPage } from '@godwit/shared/rest/admin';
import { findGroupDetails, listGroups } from '../../store/admin-groups.js';
import { MAX_ROW_ID } from '../../store/row-id.js';
import type { CommandParts } from '../parts.js';

interface AskedGroups {
  readonly search: string;
  readonly before?: Id | undefined;
  readonly limit: number;
}

export async function runAdminGroups(
  { pool }: CommandParts,
  { search, before = MAX_ROW_ID, limit }: AskedGroups,
): Promise<Outcome<AdminGroupsPage>> {
  const found = await listGroups(pool, { search, before, limit: limit + 1 });
  const groups = found.slice(0, limit);
  return ok({ groups, next: found.length > limit ? groups.at(-1)!.conversationId : '' });
}

export async function runAdminGroup(
  { pool }: CommandParts,
  { conversationId }: { readonly conversationId: Id },
): Promise<Outcome<AdminGroupDetails>> {
  const group = await findGroupDetails(pool, conversationId);
  return group === undefined ? refuse('CONVERSATION_NOT_FOUND') : ok(group);
}
