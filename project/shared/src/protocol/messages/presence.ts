import type { Id } from '../../ids/id.js';
import { type Builder, getId, getString, type Offset, putId, putString } from '../flatbuffer.js';
import { Presence as T } from '../generated/presence.js';

/** Presence of one user. lastSeenAt: ms. */
export interface Presence {
  readonly userId: Id;
  readonly online: boolean;
  readonly lastSeenAt: number;
  readonly platform: string;
}

export function encodePresence(b: Builder, m: Presence): Offset {
  const platform = putString(b, m.platform);
  T.startPresence(b);
  T.addUserId(b, putId(b, m.userId));
  T.addOnline(b, m.online);
  T.addLastSeenAt(b, m.lastSeenAt);
  T.addPlatform(b, platform);
  return T.endPresence(b);
}

export const decodePresence = (t: T): Presence => ({
  userId: getId(t.userId()),
  online: t.online(),
  lastSeenAt: t.lastSeenAt(),
  platform: getString(t.platform()),
});
