import type { Id } from '@godwit/shared/ids/id';
import { ok, type Outcome, refuse } from '@godwit/shared/outcome';
import type { GroupRequest } from '@godwit/shared/protocol/group-request';
import { groupOfCode, useInvite } from '../../store/group-invites.js';
import type { CommandParts } from '../parts.js';
import { admit, MAX_GROUP_MEMBERS } from './admit.js';
import { changeGroup } from './change-group.js';

/** Whoever has the link comes in, whatever the mode of the group. */
export async function joinByLink(
  parts: CommandParts,
  { code, userId }: GroupRequest<'joinByLink'>,
): Promise<Outcome<{ conversationId: Id }>> {
  const conversationId = await groupOfCode(parts.pool, code);
  if (conversationId === undefined) return refuse('INVITE_NOT_FOUND');
  return changeGroup(parts, { conversationId, userId }, 'join', async (open) => {
    if (open.group.memberCount >= MAX_GROUP_MEMBERS) return refuse('GROUP_FULL');
    if (open.group.over || !(await useInvite(open.client, code))) return refuse('INVITE_NOT_FOUND');
    const change = await admit(open, [userId]);
    return change.ok ? ok({ value: { conversationId }, change: change.value }) : change;
  });
}
