import { ok, type Outcome, refuse } from '@godwit/shared/outcome';
import type { GroupRequest } from '@godwit/shared/protocol/group-request';
import { moveMembership, setMember } from '../../store/group.js';
import { ROLE } from '../../store/load-conversations.js';
import type { CommandParts } from '../parts.js';
import { changeGroup } from './change-group.js';

export const setRole = (parts: CommandParts, request: GroupRequest<'setRole'>): Promise<Outcome<Record<string, never>>> =>
  changeGroup(parts, request, 'role', async ({ client, group, target }) => {
    const { memberId, role } = request;
    if (target?.role === ROLE[role]) return refuse('NOTHING_TO_CHANGE');
    await setMember(client, group.id, memberId, { role: ROLE[role] });
    await moveMembership(client, group.id);
    return ok({
      value: {},
      change: { kind: 'member', code: 'role_changed', targetIds: [memberId], args: [role], operation: 'role_changed', changed: [memberId] },
    });
  });
