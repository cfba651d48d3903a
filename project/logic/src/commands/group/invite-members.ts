import type { Id } from '@godwit/shared/ids/id';
import { ok, type Outcome, refuse } from '@godwit/shared/outcome';
import type { GroupRequest } from '@godwit/shared/protocol/group-request';
import { JOIN_MODES } from '@godwit/shared/group-terms';
import { friendsAmong, type Group, readMembers } from '../../store/group.js';
import type { CommandParts } from '../parts.js';
import { admit } from './admit.js';
import { changeGroup } from './change-group.js';
import type { GroupAction } from './permissions.js';

/** Friends are put in directly: all of them or none. Who is in already is left out. */
export const inviteMembers = (parts: CommandParts, request: GroupRequest<'inviteMembers'>): Promise<Outcome<{ added: Id[] }>> =>
  changeGroup(parts, request, inviteAction, async (open) => {
    const members = await readMembers(open.client, open.group.id, request.memberIds);
    const added = [...new Set(request.memberIds)].filter((id) => members.get(id)?.removed !== false);
    if (added.length === 0) return refuse('ALREADY_MEMBER');
    const friends = await friendsAmong(open.client, request.userId, added);
    if (friends.size < added.length) return refuse('NOT_FRIENDS');
    const change = await admit(open, added);
    return change.ok ? ok({ value: { added }, change: change.value }) : change;
  });

const inviteAction = ({ joinMode }: Group): GroupAction => (JOIN_MODES[joinMode] === 'invite' ? 'inviteToClosed' : 'invite');
