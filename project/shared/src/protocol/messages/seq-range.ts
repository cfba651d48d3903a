import type { Builder, Offset } from '../flatbuffer.js';
import { SeqRange as T } from '../generated/seq-range.js';

/** fromSeq ≤ seq ≤ toSeq. */
export interface SeqRange {
  readonly fromSeq: number;
  readonly toSeq: number;
}

export const encodeSeqRange = (b: Builder, { fromSeq, toSeq }: SeqRange): Offset => T.createSeqRange(b, fromSeq, toSeq);

export const decodeSeqRange = (t: T): SeqRange => ({ fromSeq: t.fromSeq(), toSeq: t.toSeq() });
