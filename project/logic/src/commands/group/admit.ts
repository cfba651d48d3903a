import type { Id } from '@godwit/shared/ids/id';
import { ok, type Outcome, refuse } from '@godwit/shared/outcome';
import { addMembers } from '../../store/group.js';
import { APPLICATION, settleApplications } from '../../store/group-applications.js';
import type { OpenGroup } from './change-group.js';
import type { GroupChange } from './group-change.js';

export const MAX_GROUP_MEMBERS = 100_000;

/** Lets in people who are not members, by whatever way they come; what they have asked for is granted with it. The operator is who let them in, or they themselves. */
export async function admit({ client, group, operatorId, nextId }: OpenGroup, userIds: readonly Id[]): Promise<Outcome<GroupChange>> {
  const memberCount = group.memberCount + userIds.length;
  if (memberCount > MAX_GROUP_MEMBERS) return refuse('GROUP_FULL');
  await addMembers(client, group, userIds, nextId);
  await settleApplications(client, group.id, { userIds, status: APPLICATION.accepted, handlerId: operatorId });
  return ok({
    kind: 'member',
    code: 'members_joined',
    targetIds: userIds,
    args: [String(memberCount)],
    operation: 'member_joined',
    changed: userIds,
  });
}
