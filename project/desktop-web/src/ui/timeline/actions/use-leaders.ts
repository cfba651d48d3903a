import type { Conversation } from '@godwit/client/view/conversation';
import { GROUP_ROLES } from '@godwit/shared/group-terms';
import type { Id } from '@godwit/shared/ids/id';
import { useQuery } from '@tanstack/react-query';
import type { ChatClient } from '../../../state/chat-client.js';
import { useServices } from '../../../state/app-services.js';

/** Pages have the owner and admins first. */
async function leadersOf({ api }: ChatClient, groupId: Id): Promise<ReadonlySet<Id>> {
  const leaders = new Set<Id>();
  for (let cursor = ''; ;) {
    const { members, nextCursor } = await api.groups.members(groupId, { cursor });
    for (const { userId, role } of members) if (role !== 'member') leaders.add(userId);
    if (nextCursor === '' || members.at(-1)?.role === 'member') return leaders;
    cursor = nextCursor;
  }
}

/** The owner and the admins, where it matters for what the user may do: to an admin. null: not known. Asked for anew whenever it is shown. */
export function useLeaders({ id, type, role, removed }: Conversation): ReadonlySet<Id> | null {
  const { client } = useServices();
  const enabled = type === 'group' && GROUP_ROLES[role] === 'admin' && !removed;
  const { data } = useQuery({ queryKey: ['leaders', id], queryFn: () => leadersOf(client, id), enabled, staleTime: 0 });
  return data ?? null;
}
