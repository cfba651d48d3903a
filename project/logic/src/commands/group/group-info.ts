import { ok, type Outcome, refuse } from '@godwit/shared/outcome';
import type { GroupRequest } from '@godwit/shared/protocol/group-request';
import { GROUP_ROLES, JOIN_MODES } from '@godwit/shared/group-terms';
import type { GroupInfo } from '@godwit/shared/rest/groups';
import { readGroup, readMembers } from '../../store/group.js';
import type { CommandParts } from '../parts.js';
import { checkPermission, standingOf } from './permissions.js';

/** Others see of a group what decides whether to join it, if that is open to them. */
export async function groupInfo(
  { pool }: CommandParts,
  { conversationId, userId }: GroupRequest<'groupInfo'>,
): Promise<Outcome<GroupInfo>> {
  const group = await readGroup(pool, conversationId);
  if (group === undefined) return refuse('CONVERSATION_NOT_FOUND');
  const member = (await readMembers(pool, conversationId, [userId])).get(userId);
  const { title, avatar, memberCount, ownerId, announcement, muteAll, historyForNew } = group;
  const joinMode = JOIN_MODES[group.joinMode]!;
  const common = { conversationId, title, avatar, memberCount, joinMode };
  const allowed = checkPermission('read', standingOf(member));
  if (allowed.ok) return ok({ ...common, membership: { role: GROUP_ROLES[member!.role]!, ownerId, announcement, muteAll, historyForNew } });
  return joinMode === 'invite' ? allowed : ok({ ...common, membership: null });
}
