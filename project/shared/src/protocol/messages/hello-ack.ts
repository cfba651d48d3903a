import type { Id } from '../../ids/id.js';
import type { Codec } from '../codec.js';
import { getId, getString, nullable, putId, putString } from '../flatbuffer.js';
import { Body } from '../generated/body.js';
import { HelloAck as T } from '../generated/hello-ack.js';
import { decodeLimits, encodeLimits, type Limits, NO_LIMITS } from './limits.js';

/** The session is live. Times in ms. resumed: the pushes that were missed follow, and nothing else was. connectionId: what Hello.resume may name later. */
export interface HelloAck {
  readonly sessionId: Id;
  readonly userId: Id;
  readonly serverTime: number;
  readonly heartbeatMs: number;
  readonly deadAfterMs: number;
  readonly limits: Limits;
  readonly node: string;
  readonly resumed: boolean;
  readonly userVersion: number;
  readonly connectionId: Id;
}

export const helloAck: Codec<HelloAck, T> = {
  type: Body.HelloAck,
  table: T,
  put(b, m) {
    const limits = encodeLimits(b, m.limits);
    const node = putString(b, m.node);
    T.startHelloAck(b);
    T.addSessionId(b, putId(b, m.sessionId));
    T.addUserId(b, putId(b, m.userId));
    T.addServerTime(b, m.serverTime);
    T.addHeartbeatMs(b, m.heartbeatMs);
    T.addDeadAfterMs(b, m.deadAfterMs);
    T.addLimits(b, limits);
    T.addNode(b, node);
    T.addResumed(b, m.resumed);
    T.addUserVersion(b, m.userVersion);
    T.addConnectionId(b, putId(b, m.connectionId));
    return T.endHelloAck(b);
  },
  get: (t) => ({
    sessionId: getId(t.sessionId()),
    userId: getId(t.userId()),
    serverTime: t.serverTime(),
    heartbeatMs: t.heartbeatMs(),
    deadAfterMs: t.deadAfterMs(),
    limits: nullable(t.limits(), decodeLimits) ?? NO_LIMITS,
    node: getString(t.node()),
    resumed: t.resumed(),
    userVersion: t.userVersion(),
    connectionId: getId(t.connectionId()),
  }),
};
