import type { Builder, Offset } from '../flatbuffer.js';
import { Cancel as T } from '../generated/cancel.js';

/** The client no longer wants the answer to this ref. */
export interface Cancel {
  readonly ref: number;
}

export function encodeCancel(b: Builder, m: Cancel): Offset {
  T.startCancel(b);
  T.addRef(b, m.ref);
  return T.endCancel(b);
}

export const decodeCancel = (t: T): Cancel => ({ ref: t.ref() });
