import { type Id, NO_ID } from '@godwit/shared/ids/id';
import { encodeDown } from '@godwit/shared/protocol/down';
import type { FriendEventKind } from '@godwit/shared/protocol/messages/friend-event';
import { type Outgoing, pushTo } from '../../fanout/outgoing.js';

const event = (to: Id, kind: FriendEventKind, about: Id, at: number): Outgoing =>
  pushTo([to], encodeDown({ kind: 'friendEvent', event: kind, userId: about, requestId: NO_ID, nickname: '', message: '', at }));

/** The devices of one user read their lists again. */
export const friendListChanged = (to: Id, about: Id, at: number): Outgoing => event(to, 'friend_list_changed', about, at);

/** The other party only learns that the list is another one. */
export const unfriendedMessages = ({ userId, friendId, at }: { userId: Id; friendId: Id; at: number }): Outgoing[] => [
  event(userId, 'friend_deleted', friendId, at),
  friendListChanged(friendId, userId, at),
];
