import type { Id } from '../../ids/id.js';
import { type Builder, getId, getString, type Offset, putId, putString } from '../flatbuffer.js';
import { Quote as T } from '../generated/quote.js';

/** The entry that a message answers. */
export interface Quote {
  readonly seq: number;
  readonly senderId: Id;
  readonly preview: string;
}

export function encodeQuote(b: Builder, m: Quote): Offset {
  const preview = putString(b, m.preview);
  T.startQuote(b);
  T.addSeq(b, m.seq);
  T.addSenderId(b, putId(b, m.senderId));
  T.addPreview(b, preview);
  return T.endQuote(b);
}

export const decodeQuote = (t: T): Quote => ({ seq: t.seq(), senderId: getId(t.senderId()), preview: getString(t.preview()) });
