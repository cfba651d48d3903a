import type { Id } from '../../ids/id.js';
import type { Codec } from '../codec.js';
import { getId, putId } from '../flatbuffer.js';
import { AccessBody } from '../generated/access-body.js';
import { RoomHead as T } from '../generated/room-head.js';

/** logic → the access nodes with members of a room, after a delivery: what they should have had. */
export interface RoomHead {
  readonly conversationId: Id;
  readonly membershipVersion: number;
  readonly lastSeq: number;
}

export const roomHead: Codec<RoomHead, T> = {
  type: AccessBody.RoomHead,
  table: T,
  put(b, m) {
    T.startRoomHead(b);
    T.addConversationId(b, putId(b, m.conversationId));
    T.addMembershipVersion(b, m.membershipVersion);
    T.addLastSeq(b, m.lastSeq);
    return T.endRoomHead(b);
  },
  get: (t) => ({ conversationId: getId(t.conversationId()), membershipVersion: t.membershipVersion(), lastSeq: t.lastSeq() }),
};
