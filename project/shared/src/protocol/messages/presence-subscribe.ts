import type { Id } from '../../ids/id.js';
import type { Codec } from '../codec.js';
import { getAll, getId, putIds } from '../flatbuffer.js';
import { Body } from '../generated/body.js';
import { PresenceSubscribe as T } from '../generated/presence-subscribe.js';

/** The users whose presence the session wants to hear of; replaces the previous list. */
export interface PresenceSubscribe {
  readonly userIds: Id[];
}

export const presenceSubscribe: Codec<PresenceSubscribe, T> = {
  type: Body.PresenceSubscribe,
  table: T,
  put(b, m) {
    const userIds = putIds(b, m.userIds);
    T.startPresenceSubscribe(b);
    T.addUserIds(b, userIds);
    return T.endPresenceSubscribe(b);
  },
  get: (t) => ({ userIds: getAll(t.userIdsLength(), (i) => t.userIds(i), getId) }),
};
