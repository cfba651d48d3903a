import { ok, type Outcome } from '@godwit/shared/outcome';
import type { GroupRequest } from '@godwit/shared/protocol/group-request';
import type { GroupName } from '@godwit/shared/rest/groups';
import { listNameRows } from '../../store/list-names.js';
import type { CommandParts } from '../parts.js';
import { mayAsk } from './may-ask.js';

/** Also of former members: entries of the log name them. */
export async function listNames({ pool }: CommandParts, request: GroupRequest<'listNames'>): Promise<Outcome<GroupName[]>> {
  const allowed = await mayAsk(pool, request, 'read');
  return allowed.ok ? ok(await listNameRows(pool, request.conversationId, request.ids.split(','))) : allowed;
}
