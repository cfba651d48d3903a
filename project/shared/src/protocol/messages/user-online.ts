import type { Id } from '../../ids/id.js';
import type { Codec } from '../codec.js';
import { getId, getString, putId, putString } from '../flatbuffer.js';
import { LogicBody } from '../generated/logic-body.js';
import { UserOnline as T } from '../generated/user-online.js';

/** access → every logic node. at: ms. */
export interface UserOnline {
  readonly node: string;
  readonly handle: number;
  readonly sessionId: Id;
  readonly userId: Id;
  readonly deviceId: string;
  readonly platform: string;
  readonly at: number;
}

export const userOnline: Codec<UserOnline, T> = {
  type: LogicBody.UserOnline,
  table: T,
  put(b, m) {
    const node = putString(b, m.node);
    const deviceId = putString(b, m.deviceId);
    const platform = putString(b, m.platform);
    T.startUserOnline(b);
    T.addNode(b, node);
    T.addHandle(b, m.handle);
    T.addSessionId(b, putId(b, m.sessionId));
    T.addUserId(b, putId(b, m.userId));
    T.addDeviceId(b, deviceId);
    T.addPlatform(b, platform);
    T.addAt(b, m.at);
    return T.endUserOnline(b);
  },
  get: (t) => ({
    node: getString(t.node()),
    handle: t.handle(),
    sessionId: getId(t.sessionId()),
    userId: getId(t.userId()),
    deviceId: getString(t.deviceId()),
    platform: getString(t.platform()),
    at: t.at(),
  }),
};
