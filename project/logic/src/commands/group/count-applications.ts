import { ok, type Outcome } from '@godwit/shared/outcome';
import type { GroupRequest } from '@godwit/shared/protocol/group-request';
import type { ApplicationCounts } from '@godwit/shared/rest/groups';
import { countPending } from '../../store/group-applications.js';
import type { CommandParts } from '../parts.js';

/** Those that the user may decide, by the row `applications` of the permissions. */
export async function countApplications(
  { pool }: Pick<CommandParts, 'pool'>,
  { userId }: GroupRequest<'countApplications'>,
): Promise<Outcome<ApplicationCounts>> {
  const groups = await countPending(pool, userId);
  return ok({ pending: groups.reduce((sum, group) => sum + group.pending, 0), groups });
}
