// Every change of a group: one transaction under the row lock of the conversation, then what the members are told.
import type pg from 'pg';
import type { Id } from '@godwit/shared/ids/id';
import { ok, type Outcome, refuse } from '@godwit/shared/outcome';
import type { Entry } from '@godwit/shared/protocol/messages/entry';
import type { RoomChange } from '@godwit/shared/protocol/messages/room-change';
import { appendEntry } from '../../store/append-entry.js';
import { bumpMembers } from '../../store/bump-members.js';
import { type Group, type GroupMemberRow, lockGroup, readMembers } from '../../store/group.js';
import { type Conversation, loadConversations } from '../../store/load-conversations.js';
import { readRoomChange } from '../../store/room-change.js';
import { inTransaction } from '../../store/transaction.js';
import type { CommandParts } from '../parts.js';
import { type Done, movesOf } from './group-change.js';
import { checkPermission, type GroupAction, standingOf } from './permissions.js';
import { changeMessages, operationMessage } from './publish.js';

/** An open transaction that holds the row of the group; the operator is allowed to do what he asked for. */
export interface OpenGroup {
  readonly client: pg.ClientBase;
  readonly group: Group;
  readonly operatorId: Id;
  readonly operator: GroupMemberRow | undefined;
  readonly target: GroupMemberRow | undefined;
  readonly nextId: () => Id;
}

export interface GroupCall {
  readonly conversationId: Id;
  readonly userId: Id;
  /** Whom the action is about. */
  readonly memberId?: Id;
}

/** `work` refuses before it writes. */
export async function changeGroup<T>(
  parts: CommandParts,
  { conversationId, userId, memberId }: GroupCall,
  action: GroupAction | ((group: Group) => GroupAction),
  work: (open: OpenGroup) => Promise<Outcome<Done<T>>>,
): Promise<Outcome<T>> {
  const done = await inTransaction(parts.pool, async (client): Promise<Outcome<Recorded<T>>> => {
    const group = await lockGroup(client, conversationId);
    if (group === undefined) return refuse('CONVERSATION_NOT_FOUND');
    const rows = await readMembers(client, conversationId, memberId === undefined ? [userId] : [userId, memberId]);
    const [operator, target] = [rows.get(userId), memberId === undefined ? undefined : rows.get(memberId)];
    const allowed = checkPermission(typeof action === 'string' ? action : action(group), standingOf(operator), standingOf(target));
    if (!allowed.ok) return allowed;
    const worked = await work({ client, group, operatorId: userId, operator, target, nextId: parts.nextId });
    return worked.ok ? ok(await record(client, group, userId, worked.value, parts.nextId)) : worked;
  });
  if (!done.ok) return done;
  await tell(parts, conversationId, userId, done.value);
  return ok(done.value.value);
}

/** A change that is in the log of the running transaction. */
export interface Recorded<T> extends Done<T> {
  readonly entry?: Entry;
  /** With its members as the change leaves them. */
  readonly conversation?: Conversation | undefined;
  readonly versions: ReadonlyMap<Id, number>;
  readonly roomChange?: RoomChange | undefined;
}

/** The last statements of a transaction that changed a group. `memberId`: of a room only members who are asked for are read, so one is. */
export async function record<T>(
  client: pg.ClientBase,
  group: Group,
  operatorId: Id,
  done: Done<T>,
  nextId: () => Id,
  memberId = operatorId,
): Promise<Recorded<T>> {
  const { change } = done;
  if (change === undefined) return { ...done, versions: new Map() };
  const { kind, code, targetIds = [], args = [], changed = [] } = change;
  const event = { code, operatorId, targetIds: [...targetIds], args: [...args] };
  const entry = await appendEntry(client, { conversationId: group.id, id: nextId(), kind, event });
  const versions = await bumpMembers(client, group.id, changed);
  const roomChange = await readRoomChange(client, group, movesOf(change));
  const [conversation] = await loadConversations(client, [{ conversationId: group.id, userId: memberId }]);
  return { ...done, entry, conversation, versions, roomChange };
}

/**
 * After the commit, and without a question to PostgreSQL: nobody would be told of what is done while that is away. Members are those that the
 * change left: who came in meanwhile sees from a later entry on.
 */
export async function tell<T>(
  { conversations, fanout, now }: CommandParts,
  conversationId: Id,
  operatorId: Id,
  { change, notice, entry, conversation, versions, roomChange }: Recorded<T>,
): Promise<void> {
  const about = { conversationId, operatorId, at: now() };
  conversations.drop(conversationId);
  if (roomChange !== undefined) fanout.roomChanged(roomChange);
  if (change !== undefined && entry !== undefined && conversation !== undefined) {
    const moved = roomChange === undefined ? [] : [...roomChange.joined, ...roomChange.left];
    await fanout.deliver(changeMessages({ conversation, about, change, entry, versions, moved }));
  }
  if (notice !== undefined) await fanout.deliver([operationMessage(about, notice)]);
}
