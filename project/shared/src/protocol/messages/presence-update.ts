import { type Builder, getAll, type Offset, putAll } from '../flatbuffer.js';
import { PresenceUpdate as T } from '../generated/presence-update.js';
import { decodePresence, encodePresence, type Presence } from './presence.js';

/** Presence of users the session subscribed to. */
export interface PresenceUpdate {
  readonly users: Presence[];
}

export function encodePresenceUpdate(b: Builder, m: PresenceUpdate): Offset {
  const users = putAll(b, m.users, encodePresence);
  T.startPresenceUpdate(b);
  T.addUsers(b, users);
  return T.endPresenceUpdate(b);
}

export const decodePresenceUpdate = (t: T): PresenceUpdate => ({ users: getAll(t.usersLength(), (i) => t.users(i), decodePresence) });
