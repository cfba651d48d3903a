import { type CatchUp, percentRead } from './inbox/catch-up.js';
import type { ClientStatus } from './events.js';
import type { LinkState } from './link/state.js';
import type { StorageKind } from './store/store.js';

/** What the public may know of the internal state. */
export function publicStatus(link: LinkState, catchUp: CatchUp, storage: StorageKind, lastSyncAt: number): ClientStatus {
  switch (link.at) {
    case 'stopped':
      return {
        at: 'stopped',
        storage,
        reason: link.reason,
        ...(link.code === 0 ? {} : { code: link.code }),
        ...(link.detail === '' ? {} : { detail: link.detail }),
      };
    case 'connecting':
      return { at: 'connecting', storage };
    case 'waiting':
      return { at: 'waiting', storage, retryAt: link.retryAt, reason: link.reason };
    case 'online': {
      const { transport, node } = link.peer;
      const syncPercent = percentRead(catchUp);
      return {
        at: 'online',
        storage,
        transport,
        node,
        syncing: catchUp.run.at === 'running' || !catchUp.synced,
        ...(syncPercent === undefined ? {} : { syncPercent }),
        rttMs: link.rttMs,
        lastSyncAt,
      };
    }
  }
}

/** Both are flat records of primitives. */
export const sameStatus = (a: ClientStatus, b: ClientStatus): boolean => JSON.stringify(a) === JSON.stringify(b);
