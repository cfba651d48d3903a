import { ok, type Outcome, refuse } from '@godwit/shared/outcome';
import { encodeDown } from '@godwit/shared/protocol/down';
import type { CommandParts } from '../parts.js';

export interface Notification {
  readonly code: string;
  readonly title: string;
  readonly text: string;
}

const RETRY_AFTER_MS = 1_000;

/** To everybody who is online. Nothing is stored; each access node spreads it over its sessions. */
export async function runBroadcastNotification(
  { announce, now }: CommandParts,
  { code, title, text }: Notification,
): Promise<Outcome<Record<string, never>>> {
  const taken = announce(encodeDown({ kind: 'systemNotification', code, title, text, at: now() }));
  return taken ? ok({}) : refuse('UNAVAILABLE', undefined, RETRY_AFTER_MS);
}
