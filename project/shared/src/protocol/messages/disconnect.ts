import type { Codec } from '../codec.js';
import { getString, putString } from '../flatbuffer.js';
import { Body } from '../generated/body.js';
import { Disconnect as T } from '../generated/disconnect.js';

/** Last frame of a session. code: see close-codes.ts. */
export interface Disconnect {
  readonly code: number;
  readonly reason: string;
  readonly retryAfterMs: number;
}

export const disconnect: Codec<Disconnect, T> = {
  type: Body.Disconnect,
  table: T,
  put(b, m) {
    const reason = putString(b, m.reason);
    T.startDisconnect(b);
    T.addCode(b, m.code);
    T.addReason(b, reason);
    T.addRetryAfterMs(b, m.retryAfterMs);
    return T.endDisconnect(b);
  },
  get: (t) => ({ code: t.code(), reason: getString(t.reason()), retryAfterMs: t.retryAfterMs() }),
};
