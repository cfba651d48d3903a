import { MAX_FRAME_BYTES } from './frame.js';
import type { Limits } from './messages/limits.js';

/**
 * What one client may send: enforced by access (frames) and logic (entries, bodies), told in HelloAck, assumed before the first one.
 * A body is at most half a frame, because a push carries it together with what the server adds.
 */
export const DEFAULT_LIMITS = {
  maxFrameBytes: MAX_FRAME_BYTES,
  maxBatchEntries: 64,
  maxBodyBytes: 32_768,
  acceptsDeflated: true,
  maxShown: 16,
} as const satisfies Limits;
