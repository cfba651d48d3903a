import type { Codec } from '../codec.js';
import { getAll, putAll } from '../flatbuffer.js';
import { Body } from '../generated/body.js';
import { PresenceUpdate as T } from '../generated/presence-update.js';
import { decodePresence, encodePresence, type Presence } from './presence.js';

/** Presence of users the session subscribed to. */
export interface PresenceUpdate {
  readonly users: Presence[];
}

export const presenceUpdate: Codec<PresenceUpdate, T> = {
  type: Body.PresenceUpdate,
  table: T,
  put(b, m) {
    const users = putAll(b, m.users, encodePresence);
    T.startPresenceUpdate(b);
    T.addUsers(b, users);
    return T.endPresenceUpdate(b);
  },
  get: (t) => ({ users: getAll(t.usersLength(), (i) => t.users(i), decodePresence) }),
};
