import type { Id } from '@godwit/shared/ids/id';
import { encodeDown } from '@godwit/shared/protocol/down';
import type { FriendEvent } from '@godwit/shared/protocol/messages/friend-event';
import { type Outgoing, pushTo } from '../../fanout/outgoing.js';
import { encodePush } from '../../fanout/push-entries.js';
import type { Conversation } from '../../store/load-conversations.js';
import { conversationChanged } from '../open-direct/publish.js';
import type { Acceptance } from './store.js';

export interface Accepted {
  readonly userId: Id;
  readonly requestId: Id;
  readonly at: number;
  readonly conversation: Pick<Conversation, 'id' | 'epoch'>;
}

/** The conversation first, so that the entry finds it; then the friend lists. */
export function acceptedMessages({ userId, requestId, at, conversation }: Accepted, { friendId, change }: Acceptance): Outgoing[] {
  if (change === undefined) return [];
  const event = (to: Id, e: Omit<FriendEvent, 'requestId' | 'message' | 'at'>): Outgoing =>
    pushTo([to], encodeDown({ kind: 'friendEvent', ...e, requestId, message: '', at }));
  return [
    ...conversationChanged(conversation.id, change.versions),
    pushTo([userId, friendId], encodePush(conversation, [change.entry])),
    event(friendId, { event: 'friend_accepted', userId, nickname: change.nickname }),
    event(userId, { event: 'friend_list_changed', userId: friendId, nickname: '' }),
  ];
}
