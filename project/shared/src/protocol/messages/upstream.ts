import type { Id } from '../../ids/id.js';
import type { Codec } from '../codec.js';
import { getBytes, getId, getString, putBytes, putId, putString } from '../flatbuffer.js';
import { LogicBody } from '../generated/logic-body.js';
import { Upstream as T } from '../generated/upstream.js';
import { type Lane, LaneNumber, laneOf } from './lane.js';

/** access → logic: a client's Frame without its length prefix. Times in ms. */
export interface Upstream {
  readonly node: string;
  readonly handle: number;
  readonly sessionId: Id;
  readonly userId: Id;
  readonly deviceId: string;
  readonly lane: Lane;
  readonly receivedAt: number;
  readonly expiresAt: number;
  readonly frame: Uint8Array;
}

export const upstream: Codec<Upstream, T> = {
  type: LogicBody.Upstream,
  table: T,
  put(b, m) {
    const node = putString(b, m.node);
    const deviceId = putString(b, m.deviceId);
    const frame = putBytes(b, m.frame);
    T.startUpstream(b);
    T.addNode(b, node);
    T.addHandle(b, m.handle);
    T.addSessionId(b, putId(b, m.sessionId));
    T.addUserId(b, putId(b, m.userId));
    T.addDeviceId(b, deviceId);
    T.addLane(b, LaneNumber[m.lane]);
    T.addReceivedAt(b, m.receivedAt);
    T.addExpiresAt(b, m.expiresAt);
    T.addFrame(b, frame);
    return T.endUpstream(b);
  },
  get: (t) => ({
    node: getString(t.node()),
    handle: t.handle(),
    sessionId: getId(t.sessionId()),
    userId: getId(t.userId()),
    deviceId: getString(t.deviceId()),
    lane: laneOf(t.lane()),
    receivedAt: t.receivedAt(),
    expiresAt: t.expiresAt(),
    frame: getBytes(t.frameArray()),
  }),
};
