import type { Id } from '../../ids/id.js';
import type { Codec } from '../codec.js';
import { getId, getString, putId, putString } from '../flatbuffer.js';
import { LogicBody } from '../generated/logic-body.js';
import { UserOffline as T } from '../generated/user-offline.js';

/** access → every logic node. at: ms. */
export interface UserOffline {
  readonly node: string;
  readonly handle: number;
  readonly sessionId: Id;
  readonly userId: Id;
  readonly deviceId: string;
  readonly at: number;
}

export const userOffline: Codec<UserOffline, T> = {
  type: LogicBody.UserOffline,
  table: T,
  put(b, m) {
    const node = putString(b, m.node);
    const deviceId = putString(b, m.deviceId);
    T.startUserOffline(b);
    T.addNode(b, node);
    T.addHandle(b, m.handle);
    T.addSessionId(b, putId(b, m.sessionId));
    T.addUserId(b, putId(b, m.userId));
    T.addDeviceId(b, deviceId);
    T.addAt(b, m.at);
    return T.endUserOffline(b);
  },
  get: (t) => ({
    node: getString(t.node()),
    handle: t.handle(),
    sessionId: getId(t.sessionId()),
    userId: getId(t.userId()),
    deviceId: getString(t.deviceId()),
    at: t.at(),
  }),
};
