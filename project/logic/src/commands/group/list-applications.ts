import { ok, type Outcome } from '@godwit/shared/outcome';
import type { GroupRequest } from '@godwit/shared/protocol/group-request';
import type { ApplicationList } from '@godwit/shared/rest/groups';
import { listPending } from '../../store/group-applications.js';
import type { CommandParts } from '../parts.js';
import { mayAsk } from './may-ask.js';

export async function listApplications(
  { pool }: CommandParts,
  request: GroupRequest<'listApplications'>,
): Promise<Outcome<ApplicationList>> {
  const allowed = await mayAsk(pool, request, 'applications');
  return allowed.ok ? ok(await listPending(pool, request.conversationId)) : allowed;
}
