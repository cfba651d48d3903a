import type { Codec } from '../codec.js';
import { getAll, getString, putAll, putString } from '../flatbuffer.js';
import { LogicBody } from '../generated/logic-body.js';
import { Upstream as T } from '../generated/upstream.js';
import { decodeUpstreamFrame, encodeUpstreamFrame, type UpstreamFrame } from './upstream-frame.js';

/** access → logic: what a node gathered, in the order in which it came. Times in ms, of the first frame. */
export interface Upstream {
  readonly node: string;
  readonly receivedAt: number;
  readonly expiresAt: number;
  readonly frames: readonly UpstreamFrame[];
}

export const upstream: Codec<Upstream, T> = {
  type: LogicBody.Upstream,
  table: T,
  put(b, m) {
    const node = putString(b, m.node);
    const frames = putAll(b, m.frames, encodeUpstreamFrame);
    T.startUpstream(b);
    T.addNode(b, node);
    T.addReceivedAt(b, m.receivedAt);
    T.addExpiresAt(b, m.expiresAt);
    T.addFrames(b, frames);
    return T.endUpstream(b);
  },
  get: (t) => ({
    node: getString(t.node()),
    receivedAt: t.receivedAt(),
    expiresAt: t.expiresAt(),
    frames: getAll(t.framesLength(), (i) => t.frames(i), decodeUpstreamFrame),
  }),
};
