import { ok, type Outcome, refuse } from '@godwit/shared/outcome';
import type { GroupRequest } from '@godwit/shared/protocol/group-request';
import { moveMembership, setMember } from '../../store/group.js';
import type { CommandParts } from '../parts.js';
import { changeGroup } from './change-group.js';

/** A time that is over is as good as none. */
export const muteMember = (parts: CommandParts, request: GroupRequest<'muteMember'>): Promise<Outcome<Record<string, never>>> =>
  changeGroup(parts, request, 'mute', async ({ client, group, target }) => {
    const { memberId } = request;
    const until = request.until > parts.now() ? Math.floor(request.until) : 0;
    if (target?.mutedUntil === until) return refuse('NOTHING_TO_CHANGE');
    await setMember(client, group.id, memberId, { muted_until: until === 0 ? null : new Date(until) });
    await moveMembership(client, group.id);
    return ok({
      value: {},
      change: {
        kind: 'member',
        code: until === 0 ? 'member_unmuted' : 'member_muted',
        targetIds: [memberId],
        args: until === 0 ? [] : [String(until)],
        operation: 'muted',
        changed: [memberId],
      },
    });
  });
