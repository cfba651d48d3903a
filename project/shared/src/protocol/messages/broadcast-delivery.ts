import type { Id } from '../../ids/id.js';
import type { Codec } from '../codec.js';
import { getAll, getBytes, getId, putBytes, putIds } from '../flatbuffer.js';
import { AccessBody } from '../generated/access-body.js';
import { BroadcastDelivery as T } from '../generated/broadcast-delivery.js';

/** → every access node: one frame, with its length prefix, for every session of these users. */
export interface BroadcastDelivery {
  readonly userIds: Id[];
  readonly counted: boolean;
  readonly frame: Uint8Array;
}

export const broadcastDelivery: Codec<BroadcastDelivery, T> = {
  type: AccessBody.BroadcastDelivery,
  table: T,
  put(b, m) {
    const userIds = putIds(b, m.userIds);
    const frame = putBytes(b, m.frame);
    T.startBroadcastDelivery(b);
    T.addUserIds(b, userIds);
    T.addCounted(b, m.counted);
    T.addFrame(b, frame);
    return T.endBroadcastDelivery(b);
  },
  get: (t) => ({
    userIds: getAll(t.userIdsLength(), (i) => t.userIds(i), getId),
    counted: t.counted(),
    frame: getBytes(t.frameArray()),
  }),
};
