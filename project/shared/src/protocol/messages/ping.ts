import type { Builder, Offset } from '../flatbuffer.js';
import { Ping as T } from '../generated/ping.js';

/** Heartbeat. clientTime: ms, repeated in Pong. receivedCount: counted pushes received in this session. */
export interface Ping {
  readonly clientTime: number;
  readonly receivedCount: number;
}

export function encodePing(b: Builder, m: Ping): Offset {
  T.startPing(b);
  T.addClientTime(b, m.clientTime);
  T.addReceivedCount(b, m.receivedCount);
  return T.endPing(b);
}

export const decodePing = (t: T): Ping => ({ clientTime: t.clientTime(), receivedCount: t.receivedCount() });
