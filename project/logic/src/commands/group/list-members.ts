import { ok, type Outcome } from '@godwit/shared/outcome';
import type { GroupRequest } from '@godwit/shared/protocol/group-request';
import { GROUP_ROLES } from '@godwit/shared/group-terms';
import type { MemberPage } from '@godwit/shared/rest/groups';
import { listMemberRows, type MemberPosition } from '../../store/list-members.js';
import type { CommandParts } from '../parts.js';
import { mayAsk } from './may-ask.js';

export async function listMembers({ pool }: CommandParts, request: GroupRequest<'listMembers'>): Promise<Outcome<MemberPage>> {
  const allowed = await mayAsk(pool, request, 'read');
  if (!allowed.ok) return allowed;
  const { conversationId, cursor, limit, name } = request;
  const found = await listMemberRows(pool, { groupId: conversationId, after: positionOf(cursor), name, limit: limit + 1 });
  const page = found.slice(0, limit);
  const last = found.length > limit ? page.at(-1) : undefined;
  return ok({
    members: page.map((row) => ({ ...row, role: GROUP_ROLES[row.role]! })),
    nextCursor: last === undefined ? '' : `${String(last.role)}:${last.userId}`,
  });
}

function positionOf(cursor: string): MemberPosition | undefined {
  const [role, userId] = cursor.split(':');
  return userId === undefined ? undefined : { role: Number(role), userId };
}
