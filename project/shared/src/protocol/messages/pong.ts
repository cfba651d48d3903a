import type { Codec } from '../codec.js';
import { Body } from '../generated/body.js';
import { Pong as T } from '../generated/pong.js';

/** Heartbeat answer. Times in ms. pushCount: counted deliveries of this session; when it differs from what arrived, sync. */
export interface Pong {
  readonly clientTime: number;
  readonly serverTime: number;
  readonly pushCount: number;
  readonly userVersion: number;
}

export const pong: Codec<Pong, T> = {
  type: Body.Pong,
  table: T,
  put(b, m) {
    T.startPong(b);
    T.addClientTime(b, m.clientTime);
    T.addServerTime(b, m.serverTime);
    T.addPushCount(b, m.pushCount);
    T.addUserVersion(b, m.userVersion);
    return T.endPong(b);
  },
  get: (t) => ({
    clientTime: t.clientTime(),
    serverTime: t.serverTime(),
    pushCount: t.pushCount(),
    userVersion: t.userVersion(),
  }),
};
