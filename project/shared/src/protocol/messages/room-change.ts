import type { Id } from '../../ids/id.js';
import type { Codec } from '../codec.js';
import { getAll, getId, putId, putIds } from '../flatbuffer.js';
import { AccessBody } from '../generated/access-body.js';
import { RoomChange as T } from '../generated/room-change.js';

/** logic → every access node: one change of a room's membership version, whether somebody came or went or not. */
export interface RoomChange {
  readonly conversationId: Id;
  readonly fromVersion: number;
  readonly version: number;
  /** The entry that tells of it. */
  readonly seq: number;
  readonly joined: Id[];
  readonly left: Id[];
}

export const roomChange: Codec<RoomChange, T> = {
  type: AccessBody.RoomChange,
  table: T,
  put(b, m) {
    const joined = putIds(b, m.joined);
    const left = putIds(b, m.left);
    T.startRoomChange(b);
    T.addConversationId(b, putId(b, m.conversationId));
    T.addFromVersion(b, m.fromVersion);
    T.addVersion(b, m.version);
    T.addSeq(b, m.seq);
    T.addJoined(b, joined);
    T.addLeft(b, left);
    return T.endRoomChange(b);
  },
  get: (t) => ({
    conversationId: getId(t.conversationId()),
    fromVersion: t.fromVersion(),
    version: t.version(),
    seq: t.seq(),
    joined: getAll(t.joinedLength(), (i) => t.joined(i), getId),
    left: getAll(t.leftLength(), (i) => t.left(i), getId),
  }),
};
