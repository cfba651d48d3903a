import { type Builder, getString, type Offset, putString } from '../flatbuffer.js';
import { SyncHint as T } from '../generated/sync-hint.js';

/** Something may have been missed: sync after a random delay of up to jitterMs. */
export interface SyncHint {
  readonly reason: string;
  readonly jitterMs: number;
}

export function encodeSyncHint(b: Builder, m: SyncHint): Offset {
  const reason = putString(b, m.reason);
  T.startSyncHint(b);
  T.addReason(b, reason);
  T.addJitterMs(b, m.jitterMs);
  return T.endSyncHint(b);
}

export const decodeSyncHint = (t: T): SyncHint => ({ reason: getString(t.reason()), jitterMs: t.jitterMs() });
