import { type Builder, getAll, getBytes, type Offset, putBytes, putNumbers } from '../flatbuffer.js';
import { Delivery as T } from '../generated/delivery.js';
import { type Lane, LaneNumber, laneOf } from './lane.js';

/** One frame, with its length prefix, for sessions of a node. counted: part of the push count. */
export interface Delivery {
  readonly handles: number[];
  readonly lane: Lane;
  readonly counted: boolean;
  readonly userVersion: number;
  readonly frame: Uint8Array;
}

export function encodeDelivery(b: Builder, m: Delivery): Offset {
  const handles = putNumbers(b, m.handles);
  const frame = putBytes(b, m.frame);
  T.startDelivery(b);
  T.addHandles(b, handles);
  T.addLane(b, LaneNumber[m.lane]);
  T.addCounted(b, m.counted);
  T.addUserVersion(b, m.userVersion);
  T.addFrame(b, frame);
  return T.endDelivery(b);
}

export const decodeDelivery = (t: T): Delivery => ({
  handles: getAll(t.handlesLength(), (i) => t.handles(i), Number),
  lane: laneOf(t.lane()),
  counted: t.counted(),
  userVersion: t.userVersion(),
  frame: getBytes(t.frameArray()),
});
