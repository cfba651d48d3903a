/// <reference lib="webworker" />
// The session of all tabs: the SDK runs here, not in any of them. A tab first hears what this place can do, and decides whether to use it.
import { serveSession } from '@godwit/client/session/serve-session';
import { createClient } from './create-client.js';
import type { FromWorker, ToWorker } from './worker-messages.js';

const scope = self as unknown as SharedWorkerGlobalScope;
let serving: AbortController | undefined;

scope.onconnect = ({ ports: [port] }) => {
  if (port === undefined) return;
  port.onmessage = ({ data }: MessageEvent<ToWorker>) => {
    if (serving === undefined || data.steal) serve(data);
  };
  const canShare = 'locks' in navigator && typeof BroadcastChannel !== 'undefined' && typeof indexedDB !== 'undefined';
  port.postMessage({ canShare, webTransport: typeof WebTransport !== 'undefined' } satisfies FromWorker);
};

function serve({ version, steal }: ToWorker): void {
  serving?.abort();
  const own = new AbortController();
  serving = own;
  // What ends it (another version, a thief of the lock) ends this place too: a tab that wants one starts it anew.
  void serveSession({ version, steal, createClient: (settings) => createClient(settings), signal: own.signal }).finally(() => {
    if (serving === own) scope.close();
  });
}
