import { ok, type Outcome, refuse } from '@godwit/shared/outcome';
import type { GroupRequest } from '@godwit/shared/protocol/group-request';
import { setMember } from '../../store/group.js';
import type { CommandParts } from '../parts.js';
import { changeGroup } from './change-group.js';

/** One's own name in the group; empty = the account's. */
export const setNickname = (parts: CommandParts, request: GroupRequest<'setNickname'>): Promise<Outcome<Record<string, never>>> =>
  changeGroup(parts, request, 'nickname', async ({ client, group, operator }) => {
    const { userId, nickname } = request;
    if (operator?.nickname === nickname) return refuse('NOTHING_TO_CHANGE');
    await setMember(client, group.id, userId, { nickname });
    return ok({
      value: {},
      change: {
        kind: 'member',
        code: 'nickname_changed',
        targetIds: [userId],
        args: [nickname],
        operation: 'info_changed',
        changed: [userId],
      },
    });
  });
