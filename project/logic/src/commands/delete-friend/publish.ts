import { type Id, NO_ID } from '@godwit/shared/ids/id';
import { encodeDown } from '@godwit/shared/protocol/down';
import type { FriendEventKind } from '@godwit/shared/protocol/messages/friend-event';
import { type Outgoing, pushTo } from '../../fanout/outgoing.js';

/** The other party only learns that the list is another one. */
export function unfriendedMessages({ userId, friendId, at }: { userId: Id; friendId: Id; at: number }): Outgoing[] {
  const event = (to: Id, kind: FriendEventKind, about: Id): Outgoing =>
    pushTo([to], encodeDown({ kind: 'friendEvent', event: kind, userId: about, requestId: NO_ID, nickname: '', message: '', at }));
  return [event(userId, 'friend_deleted', friendId), event(friendId, 'friend_list_changed', userId)];
}
