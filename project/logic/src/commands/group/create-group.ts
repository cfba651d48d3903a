import type { Id } from '@godwit/shared/ids/id';
import { ok, type Outcome, refuse } from '@godwit/shared/outcome';
import type { GroupRequest } from '@godwit/shared/protocol/group-request';
import { addMembers, friendsAmong, insertGroup, setMember } from '../../store/group.js';
import { ROLE } from '../../store/load-conversations.js';
import { inTransaction } from '../../store/transaction.js';
import type { CommandParts } from '../parts.js';
import { record, type Recorded, tell } from './change-group.js';
import type { Done } from './group-change.js';

/** The creator owns it; the others are friends of his. */
export async function createGroup(
  parts: CommandParts,
  { userId, title, memberIds }: GroupRequest<'createGroup'>,
): Promise<Outcome<{ conversationId: Id }>> {
  const { pool, nextId } = parts;
  const others = [...new Set(memberIds)].filter((id) => id !== userId);
  if (others.length === 0) return refuse('INVALID_ARGUMENT', 'a group begins with at least one friend');
  const conversationId = nextId();
  const created = await inTransaction(pool, async (client): Promise<Outcome<Recorded<{ conversationId: Id }>>> => {
    const friends = await friendsAmong(client, userId, others);
    if (friends.size < others.length) return refuse('NOT_FRIENDS');
    const group = await insertGroup(client, { id: conversationId, title, ownerId: userId });
    const members = [userId, ...others];
    await addMembers(client, group, members, nextId);
    await setMember(client, conversationId, userId, { role: ROLE.owner });
    const done: Done<{ conversationId: Id }> = {
      value: { conversationId },
      change: {
        kind: 'member',
        code: 'group_created',
        targetIds: others,
        args: [String(members.length), title],
        operation: 'created',
        changed: members,
      },
    };
    return ok(await record(client, group, userId, done, nextId));
  });
  if (!created.ok) return created;
  await tell(parts, conversationId, userId, created.value);
  return ok({ conversationId });
}
