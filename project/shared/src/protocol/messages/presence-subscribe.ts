import type { Id } from '../../ids/id.js';
import { type Builder, getAll, getId, type Offset, putIds } from '../flatbuffer.js';
import { PresenceSubscribe as T } from '../generated/presence-subscribe.js';

/** The users whose presence the session wants to hear of; replaces the previous list. */
export interface PresenceSubscribe {
  readonly userIds: Id[];
}

export function encodePresenceSubscribe(b: Builder, m: PresenceSubscribe): Offset {
  const userIds = putIds(b, m.userIds);
  T.startPresenceSubscribe(b);
  T.addUserIds(b, userIds);
  return T.endPresenceSubscribe(b);
}

export const decodePresenceSubscribe = (t: T): PresenceSubscribe => ({ userIds: getAll(t.userIdsLength(), (i) => t.userIds(i), getId) });
