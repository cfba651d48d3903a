import type { Codec } from '../codec.js';
import { Body } from '../generated/body.js';
import { Cancel as T } from '../generated/cancel.js';

/** The client no longer wants the answer to this ref. */
export interface Cancel {
  readonly ref: number;
}

export const cancel: Codec<Cancel, T> = {
  type: Body.Cancel,
  table: T,
  put(b, m) {
    T.startCancel(b);
    T.addRef(b, m.ref);
    return T.endCancel(b);
  },
  get: (t) => ({ ref: t.ref() }),
};
