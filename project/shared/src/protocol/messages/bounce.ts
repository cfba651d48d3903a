import { type Builder, getAll, getString, type Offset, putNumbers, putString } from '../flatbuffer.js';
import { Bounce as T } from '../generated/bounce.js';

/** access → every logic node: these handles are not, or no longer, sessions of this node. */
export interface Bounce {
  readonly node: string;
  readonly handles: number[];
}

export function encodeBounce(b: Builder, m: Bounce): Offset {
  const node = putString(b, m.node);
  const handles = putNumbers(b, m.handles);
  T.startBounce(b);
  T.addNode(b, node);
  T.addHandles(b, handles);
  return T.endBounce(b);
}

export const decodeBounce = (t: T): Bounce => ({
  node: getString(t.node()),
  handles: getAll(t.handlesLength(), (i) => t.handles(i), Number),
});
