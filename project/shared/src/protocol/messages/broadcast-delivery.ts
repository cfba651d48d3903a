import type { Id } from '../../ids/id.js';
import { type Builder, getAll, getBytes, getId, type Offset, putBytes, putIds } from '../flatbuffer.js';
import { BroadcastDelivery as T } from '../generated/broadcast-delivery.js';

/** → every access node: one frame, with its length prefix, for every session of these users. */
export interface BroadcastDelivery {
  readonly userIds: Id[];
  readonly counted: boolean;
  readonly frame: Uint8Array;
}

export function encodeBroadcastDelivery(b: Builder, m: BroadcastDelivery): Offset {
  const userIds = putIds(b, m.userIds);
  const frame = putBytes(b, m.frame);
  T.startBroadcastDelivery(b);
  T.addUserIds(b, userIds);
  T.addCounted(b, m.counted);
  T.addFrame(b, frame);
  return T.endBroadcastDelivery(b);
}

export const decodeBroadcastDelivery = (t: T): BroadcastDelivery => ({
  userIds: getAll(t.userIdsLength(), (i) => t.userIds(i), getId),
  counted: t.counted(),
  frame: getBytes(t.frameArray()),
});
