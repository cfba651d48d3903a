import type { ClientStatus } from '@godwit/client/events';

/** The connection in one word, as strip, badge and diagnostics name it. */
export type LinkView = 'connecting' | 'syncing' | 'online' | 'waiting' | 'stopped';

export function linkView(status: ClientStatus): LinkView {
  return status.at === 'online' && status.syncing ? 'syncing' : status.at;
}

export const transportOf = (status: ClientStatus): 'webtransport' | 'websocket' | 'none' =>
  status.at === 'online' ? status.transport : 'none';
