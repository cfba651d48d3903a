import type { Id } from '@godwit/shared/ids/id';
import { ok, type Outcome } from '@godwit/shared/outcome';
import type { Outgoing } from '../../fanout/outgoing.js';
import { pushEntries } from '../../fanout/push-entries.js';
import { friendListChanged } from '../delete-friend/publish.js';
import { conversationChanged } from '../open-direct/publish.js';
import type { CommandParts } from '../parts.js';
import { type AccountEnd, deleteAccount, type DeletedAccount } from './store.js';

/** His own devices hear of it by the end of their sessions, which web announces. */
export async function runDeleteAccount(
  { pool, conversations, fanout, nextId, now }: CommandParts,
  end: AccountEnd,
): Promise<Outcome<{ revoked: Id[] }>> {
  const deleted = await deleteAccount(pool, end, nextId);
  if (!deleted.ok) return deleted;
  const { groups, directs, notes, revoked } = deleted.value;
  for (const { conversation } of groups) conversations.drop(conversation.id);
  for (const { conversationId } of directs) conversations.drop(conversationId);
  for (const id of notes) conversations.drop(id);
  for (const { roomChange } of groups) if (roomChange !== undefined) fanout.roomChanged(roomChange);
  await fanout.deliver(deletedMessages(end.userId, deleted.value, now()));
  return ok({ revoked: [...revoked] });
}

/** The members of his groups get the entry; who talked with him reads the conversation and his lists again. */
const deletedMessages = (userId: Id, { groups, directs }: DeletedAccount, at: number): Outgoing[] => [
  ...groups.map(({ conversation, entry }) => pushEntries(conversation, [entry])),
  ...directs.flatMap(({ conversationId, peerId, version }) => [
    ...conversationChanged(conversationId, new Map([[peerId, version]])),
    friendListChanged(peerId, userId, at),
  ]),
];
