import type { Builder, Offset } from '../flatbuffer.js';
import { Pong as T } from '../generated/pong.js';

/** Heartbeat answer. Times in ms. pushCount: counted deliveries of this session; when it differs from what arrived, sync. */
export interface Pong {
  readonly clientTime: number;
  readonly serverTime: number;
  readonly pushCount: number;
  readonly userVersion: number;
}

export function encodePong(b: Builder, m: Pong): Offset {
  T.startPong(b);
  T.addClientTime(b, m.clientTime);
  T.addServerTime(b, m.serverTime);
  T.addPushCount(b, m.pushCount);
  T.addUserVersion(b, m.userVersion);
  return T.endPong(b);
}

export const decodePong = (t: T): Pong => ({
  clientTime: t.clientTime(),
  serverTime: t.serverTime(),
  pushCount: t.pushCount(),
  userVersion: t.userVersion(),
});
