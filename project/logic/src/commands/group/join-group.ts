import { ok, type Outcome, refuse } from '@godwit/shared/outcome';
import type { GroupRequest } from '@godwit/shared/protocol/group-request';
import { JOIN_MODES } from '@godwit/shared/group-terms';
import type { JoinResult } from '@godwit/shared/rest/groups';
import { readStaff } from '../../store/group.js';
import { insertApplication } from '../../store/group-applications.js';
import type { CommandParts } from '../parts.js';
import { admit } from './admit.js';
import { changeGroup, type OpenGroup } from './change-group.js';
import type { Done } from './group-change.js';

/** By the mode of the group: in at once, an application, or nothing to be seen. */
export const joinGroup = (parts: CommandParts, request: GroupRequest<'joinGroup'>): Promise<Outcome<JoinResult>> =>
  changeGroup(parts, request, 'join', async (open): Promise<Outcome<Done<JoinResult>>> => {
    switch (JOIN_MODES[open.group.joinMode]) {
      case 'free': {
        const change = await admit(open, [request.userId]);
        return change.ok ? ok({ value: { status: 'joined' }, change: change.value }) : change;
      }
      case 'approval':
        return apply(open, request.message);
      default:
        return refuse('CONVERSATION_NOT_FOUND');
    }
  });

async function apply({ client, group, operatorId, nextId }: OpenGroup, message: string): Promise<Outcome<Done<JoinResult>>> {
  const inserted = await insertApplication(client, { id: nextId(), groupId: group.id, userId: operatorId, message });
  if (!inserted) return refuse('APPLICATION_PENDING');
  const to = await readStaff(client, group.id);
  return ok({ value: { status: 'pending' }, notice: { operation: 'application', to, targetIds: [operatorId] } });
}
