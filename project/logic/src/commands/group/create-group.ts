import type { Id } from '@godwit/shared/ids/id';
import { ok, type Outcome, refuse } from '@godwit/shared/outcome';
import type { GroupRequest } from '@godwit/shared/protocol/group-request';
import { addMembers, friendsAmong, insertGroup, setMember } from '../../store/group.js';
import { type Creation, creationHash, findCreation, insertCreation } from '../../store/group-creation.js';
import { ROLE } from '../../store/load-conversations.js';
import { inTransaction } from '../../store/transaction.js';
import type { CommandParts } from '../parts.js';
import { record, type Recorded, tell } from './change-group.js';
import type { Done } from './group-change.js';

interface Made {
  readonly conversationId: Id;
}

/** The creator owns it; the others are friends of his. A request that comes again with its key is answered with the group that it made. */
export async function createGroup(
  parts: CommandParts,
  { userId, title, memberIds, requestKey = '' }: GroupRequest<'createGroup'>,
): Promise<Outcome<Made>> {
  const { pool, nextId } = parts;
  const others = [...new Set(memberIds)].filter((id) => id !== userId);
  if (others.length === 0) return refuse('INVALID_ARGUMENT', 'a group begins with at least one friend');
  const key = { userId, requestKey };
  const creation = { conversationId: nextId(), requestHash: creationHash(title, others) };
  const { conversationId } = creation;
  const created = await inTransaction(pool, async (client): Promise<Outcome<Recorded<Made>>> => {
    const before = requestKey === '' ? undefined : await findCreation(client, key);
    if (before !== undefined) return repeated(before, creation);
    const friends = await friendsAmong(client, userId, others);
    if (friends.size < others.length) return refuse('NOT_FRIENDS');
    if (requestKey !== '' && !(await insertCreation(client, nextId(), { ...key, ...creation })))
      return repeated((await findCreation(client, key))!, creation);
    const group = await insertGroup(client, { id: conversationId, title, ownerId: userId });
    const members = [userId, ...others];
    await addMembers(client, group, members, nextId);
    await setMember(client, conversationId, userId, { role: ROLE.owner });
    const done: Done<Made> = {
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
  return ok(created.value.value);
}

const repeated = ({ conversationId, requestHash }: Creation, asked: Creation): Outcome<Recorded<Made>> =>
  requestHash.equals(asked.requestHash) ? ok({ value: { conversationId }, versions: new Map() }) : refuse('IDEMPOTENCY_MISMATCH');
