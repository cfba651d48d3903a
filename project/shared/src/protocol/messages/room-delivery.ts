import type { Id } from '../../ids/id.js';
import type { Codec } from '../codec.js';
import { getBytes, getId, getString, putBytes, putId, putString } from '../flatbuffer.js';
import { AccessBody } from '../generated/access-body.js';
import { RoomDelivery as T } from '../generated/room-delivery.js';

/** logic → the access nodes with members of a room: one frame, with its length prefix, with the entries firstSeq to lastSeq. */
export interface RoomDelivery {
  readonly conversationId: Id;
  /** Whose members get it, as far as they may see firstSeq. */
  readonly membershipVersion: number;
  readonly firstSeq: number;
  readonly lastSeq: number;
  /** Epoch ms. */
  readonly expiresAt: number;
  /** The session that knows already; handle 0 = none. */
  readonly exceptNode: string;
  readonly exceptHandle: number;
  readonly frame: Uint8Array;
}

export const roomDelivery: Codec<RoomDelivery, T> = {
  type: AccessBody.RoomDelivery,
  table: T,
  put(b, m) {
    const exceptNode = putString(b, m.exceptNode);
    const frame = putBytes(b, m.frame);
    T.startRoomDelivery(b);
    T.addConversationId(b, putId(b, m.conversationId));
    T.addMembershipVersion(b, m.membershipVersion);
    T.addFirstSeq(b, m.firstSeq);
    T.addLastSeq(b, m.lastSeq);
    T.addExpiresAt(b, m.expiresAt);
    T.addExceptNode(b, exceptNode);
    T.addExceptHandle(b, m.exceptHandle);
    T.addFrame(b, frame);
    return T.endRoomDelivery(b);
  },
  get: (t) => ({
    conversationId: getId(t.conversationId()),
    membershipVersion: t.membershipVersion(),
    firstSeq: t.firstSeq(),
    lastSeq: t.lastSeq(),
    expiresAt: t.expiresAt(),
    exceptNode: getString(t.exceptNode()),
    exceptHandle: t.exceptHandle(),
    frame: getBytes(t.frameArray()),
  }),
};
