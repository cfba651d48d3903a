import type { Codec } from '../codec.js';
import { getAll, getString, putNumbers, putString } from '../flatbuffer.js';
import { LogicBody } from '../generated/logic-body.js';
import { Bounce as T } from '../generated/bounce.js';

/** access → every logic node: these handles are not, or no longer, sessions of this node. */
export interface Bounce {
  readonly node: string;
  readonly handles: number[];
}

export const bounce: Codec<Bounce, T> = {
  type: LogicBody.Bounce,
  table: T,
  put(b, m) {
    const node = putString(b, m.node);
    const handles = putNumbers(b, m.handles);
    T.startBounce(b);
    T.addNode(b, node);
    T.addHandles(b, handles);
    return T.endBounce(b);
  },
  get: (t) => ({
    node: getString(t.node()),
    handles: getAll(t.handlesLength(), (i) => t.handles(i), Number),
  }),
};
