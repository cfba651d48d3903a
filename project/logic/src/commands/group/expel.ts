import type { Id } from '@godwit/shared/ids/id';
import { endMembership } from '../../store/group.js';
import type { OpenGroup } from './change-group.js';
import type { Done } from './group-change.js';

/** Ends a membership. By himself or by another: the operator says which. */
export async function expel({ client, group }: OpenGroup, userId: Id, how: 'left' | 'removed'): Promise<Done<Record<string, never>>> {
  await endMembership(client, group, userId);
  return {
    value: {},
    change: {
      kind: 'member',
      code: `member_${how}`,
      targetIds: [userId],
      args: [String(group.memberCount - 1)],
      operation: `member_${how}`,
      changed: [userId],
    },
  };
}
