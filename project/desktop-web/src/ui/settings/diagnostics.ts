import type { LinkState } from '../../state/link-store.js';
import type { Problem } from '../../state/problem-log.js';

/** Names and values for whoever looks for a cause: English in every language, because they are read by others. No names, no tokens, no messages. */
export function diagnostics({ status, lastSyncAt }: LinkState, version: string): [name: string, value: string][] {
  const online = status.at === 'online' ? status : null;
  return [
    ['version', version],
    ['state', status.at === 'online' && status.syncing ? 'online, syncing' : status.at],
    ...('reason' in status ? [['reason', status.reason] satisfies [string, string]] : []),
    ['transport', online?.transport ?? '–'],
    ['node', online?.node ?? '–'],
    ['rtt', online !== null && online.rttMs > 0 ? `${online.rttMs.toFixed(1)} ms` : '–'],
    ['last sync', lastSyncAt === 0 ? '–' : new Date(lastSyncAt).toISOString()],
    ['storage', status.storage],
    ['service worker', navigator.serviceWorker?.controller ? 'active' : 'none'],
    ['online', String(navigator.onLine)],
    ['browser', navigator.userAgent],
  ];
}

export const problemLine = ({ at, where, text }: Problem): string => `${new Date(at).toISOString()} ${where}: ${text}`;
