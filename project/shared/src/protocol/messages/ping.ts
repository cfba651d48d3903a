import type { Codec } from '../codec.js';
import { Body } from '../generated/body.js';
import { Ping as T } from '../generated/ping.js';

/** Heartbeat. clientTime: ms, repeated in Pong. receivedCount: counted pushes received in this session. */
export interface Ping {
  readonly clientTime: number;
  readonly receivedCount: number;
}

export const ping: Codec<Ping, T> = {
  type: Body.Ping,
  table: T,
  put(b, m) {
    T.startPing(b);
    T.addClientTime(b, m.clientTime);
    T.addReceivedCount(b, m.receivedCount);
    return T.endPing(b);
  },
  get: (t) => ({ clientTime: t.clientTime(), receivedCount: t.receivedCount() }),
};
