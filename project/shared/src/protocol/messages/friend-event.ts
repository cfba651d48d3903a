import type { Id } from '../../ids/id.js';
import type { Codec } from '../codec.js';
import { getId, getString, putId, putString } from '../flatbuffer.js';
import { Body } from '../generated/body.js';
import { FriendEventKind as FriendEventKindNumber } from '../generated/friend-event-kind.js';
import { FriendEvent as T } from '../generated/friend-event.js';

export type FriendEventKind = keyof typeof FriendEventKindNumber;

/** Something about friends changed. `event` is the field kind of the schema. at: ms. */
export interface FriendEvent {
  readonly event: FriendEventKind;
  readonly userId: Id;
  readonly requestId: Id;
  readonly nickname: string;
  readonly message: string;
  readonly at: number;
}

export const friendEvent: Codec<FriendEvent, T> = {
  type: Body.FriendEvent,
  table: T,
  put(b, m) {
    const nickname = putString(b, m.nickname);
    const message = putString(b, m.message);
    T.startFriendEvent(b);
    T.addKind(b, FriendEventKindNumber[m.event]);
    T.addUserId(b, putId(b, m.userId));
    T.addRequestId(b, putId(b, m.requestId));
    T.addNickname(b, nickname);
    T.addMessage(b, message);
    T.addAt(b, m.at);
    return T.endFriendEvent(b);
  },
  get: (t) => ({
    event: (FriendEventKindNumber[t.kind()] ?? 'friend_list_changed') as FriendEventKind,
    userId: getId(t.userId()),
    requestId: getId(t.requestId()),
    nickname: getString(t.nickname()),
    message: getString(t.message()),
    at: t.at(),
  }),
};
