import { ok, type Outcome } from '@godwit/shared/outcome';
import type { GroupRequest } from '@godwit/shared/protocol/group-request';
import { moveMembership, setGroup, setMember } from '../../store/group.js';
import { ROLE } from '../../store/load-conversations.js';
import type { CommandParts } from '../parts.js';
import { changeGroup } from './change-group.js';

/** The former owner stays as an admin. */
export const transferOwner = (parts: CommandParts, request: GroupRequest<'transferOwner'>): Promise<Outcome<Record<string, never>>> =>
  changeGroup(parts, request, 'transfer', async ({ client, group }) => {
    const { userId, memberId } = request;
    await setMember(client, group.id, userId, { role: ROLE.admin });
    await setMember(client, group.id, memberId, { role: ROLE.owner });
    await setGroup(client, group.id, { owner_id: memberId });
    await moveMembership(client, group.id);
    return ok({
      value: {},
      change: { kind: 'member', code: 'owner_changed', targetIds: [memberId], operation: 'role_changed', changed: [userId, memberId] },
    });
  });
