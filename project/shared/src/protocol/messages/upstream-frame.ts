import type { Id } from '../../ids/id.js';
import { type Builder, getBytes, getId, type Offset, putBytes, putId } from '../flatbuffer.js';
import { UpstreamFrame as T } from '../generated/upstream-frame.js';
import { type Lane, LaneNumber, laneOf } from './lane.js';

/** A client's Frame without its length prefix, and the session that it came from. */
export interface UpstreamFrame {
  readonly handle: number;
  readonly userId: Id;
  readonly lane: Lane;
  readonly frame: Uint8Array;
}

export function encodeUpstreamFrame(b: Builder, m: UpstreamFrame): Offset {
  const frame = putBytes(b, m.frame);
  T.startUpstreamFrame(b);
  T.addHandle(b, m.handle);
  T.addUserId(b, putId(b, m.userId));
  T.addLane(b, LaneNumber[m.lane]);
  T.addFrame(b, frame);
  return T.endUpstreamFrame(b);
}

export const decodeUpstreamFrame = (t: T): UpstreamFrame => ({
  handle: t.handle(),
  userId: getId(t.userId()),
  lane: laneOf(t.lane()),
  frame: getBytes(t.frameArray()),
});
