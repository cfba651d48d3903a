import type { Builder, Offset } from '../flatbuffer.js';
import { Limits as T } from '../generated/limits.js';

/** What the server accepts in this session. */
export interface Limits {
  readonly maxFrameBytes: number;
  readonly maxBatchEntries: number;
  readonly maxBodyBytes: number;
  /** A UserMessage may come deflated. */
  readonly acceptsDeflated: boolean;
  /** Conversations in Showing; 0 = it is not known. */
  readonly maxShown: number;
}

export function encodeLimits(b: Builder, m: Limits): Offset {
  T.startLimits(b);
  T.addMaxFrameBytes(b, m.maxFrameBytes);
  T.addMaxBatchEntries(b, m.maxBatchEntries);
  T.addMaxBodyBytes(b, m.maxBodyBytes);
  T.addAcceptsDeflated(b, m.acceptsDeflated);
  T.addMaxShown(b, m.maxShown);
  return T.endLimits(b);
}

export const decodeLimits = (t: T): Limits => ({
  maxFrameBytes: t.maxFrameBytes(),
  maxBatchEntries: t.maxBatchEntries(),
  maxBodyBytes: t.maxBodyBytes(),
  acceptsDeflated: t.acceptsDeflated(),
  maxShown: t.maxShown(),
});

export const NO_LIMITS: Limits = { maxFrameBytes: 0, maxBatchEntries: 0, maxBodyBytes: 0, acceptsDeflated: false, maxShown: 0 };
