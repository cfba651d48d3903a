import { type Builder, getString, type Offset, putString } from '../flatbuffer.js';
import { Disconnect as T } from '../generated/disconnect.js';

/** Last frame of a session. code: see close-codes.ts. */
export interface Disconnect {
  readonly code: number;
  readonly reason: string;
  readonly retryAfterMs: number;
}

export function encodeDisconnect(b: Builder, m: Disconnect): Offset {
  const reason = putString(b, m.reason);
  T.startDisconnect(b);
  T.addCode(b, m.code);
  T.addReason(b, reason);
  T.addRetryAfterMs(b, m.retryAfterMs);
  return T.endDisconnect(b);
}

export const decodeDisconnect = (t: T): Disconnect => ({ code: t.code(), reason: getString(t.reason()), retryAfterMs: t.retryAfterMs() });
