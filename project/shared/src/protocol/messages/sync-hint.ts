import type { Codec } from '../codec.js';
import { getString, putString } from '../flatbuffer.js';
import { Body } from '../generated/body.js';
import { SyncHint as T } from '../generated/sync-hint.js';

/** Something may have been missed: sync after a random delay of up to jitterMs. */
export interface SyncHint {
  readonly reason: string;
  readonly jitterMs: number;
}

export const syncHint: Codec<SyncHint, T> = {
  type: Body.SyncHint,
  table: T,
  put(b, m) {
    const reason = putString(b, m.reason);
    T.startSyncHint(b);
    T.addReason(b, reason);
    T.addJitterMs(b, m.jitterMs);
    return T.endSyncHint(b);
  },
  get: (t) => ({ reason: getString(t.reason()), jitterMs: t.jitterMs() }),
};
