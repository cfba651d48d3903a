// Every change of a group: one transaction under the row lock of the conversation, then what the members are told.
import type pg from 'pg';
import type { Id } from '@godwit/shared/ids/id';
import { ok, type Outcome, refuse } from '@godwit/shared/outcome';
import type { Entry } from '@godwit/shared/protocol/messages/entry';
import type { RoomChange } from '@godwit/shared/protocol/messages/room-change';
import { appendEntry } from '../../store/append-entry.js';
import { bumpMembers } from '../../store/bump-members.js';
import { type Group, type GroupMemberRow, lockGroup, readMembers } from '../../store/group.js';
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
  readonly versions: ReadonlyMap<Id, number>;
  readonly roomChange?: RoomChange | undefined;
}

/** The last statements of a transaction that changed a group. */
export async function record<T>(
  client: pg.ClientBase,
  group: Group,
  operatorId: Id,
  done: Done<T>,
  nextId: () => Id,
): Promise<Recorded<T>> {
  const { change } = done;
  if (change === undefined) return { ...done, versions: new Map() };
  const { kind, code, targetIds = [], args = [], changed = [] } = change;
  const event = { code, operatorId, targetIds: [...targetIds], args: [...args] };
  const entry = await appendEntry(client, { conversationId: group.id, id: nextId(), kind, event });
  const versions = await bumpMembers(client, group.id, changed);
  return { ...done, entry, versions, roomChange: await readRoomChange(client, group, movesOf(change)) };
}

/** After the commit. Members are those of now: who came in meanwhile sees from min_seq on, so the entry is shown to nobody who may not see it. */
export async function tell<T>(
  { conversations, fanout, now }: CommandParts,
  conversationId: Id,
  operatorId: Id,
  { change, notice, entry, versions, roomChange }: Recorded<T>,
): Promise<void> {
  const about = { conversationId, operatorId, at: now() };
  if (roomChange !== undefined) fanout.roomChanged(roomChange);
  if (change !== undefined && entry !== undefined) {
    const conversation = (await conversations.refresh([{ conversationId, userId: operatorId }])).get(conversationId);
    const moved = roomChange === undefined ? [] : [...roomChange.joined, ...roomChange.left];
    if (conversation !== undefined) await fanout.deliver(changeMessages({ conversation, about, change, entry, versions, moved }));
  }
  if (notice !== undefined) await fanout.deliver([operationMessage(about, notice)]);
}
