// The session in this tab: loaded only where a SharedWorker cannot have it.
import { serveSession } from '@godwit/client/session/serve-session';
import { createClient } from './create-client.js';

export { createClient };

let waiting: AbortController | undefined;

/** One request for the lock at a time: it comes to this tab when those before it are gone. */
export function serveHere(version: string, steal: boolean): void {
  if (waiting !== undefined && !steal) return;
  waiting?.abort();
  const own = new AbortController();
  waiting = own;
  void serveSession({ version, steal, createClient: (settings) => createClient(settings), signal: own.signal }).finally(() => {
    if (waiting === own) waiting = undefined;
  });
}
