import { guard } from '@godwit/shared/guard';
import { joinSession } from '@godwit/client/session/join-session';
import type { SessionSettings } from '@godwit/client/session/meeting';
import type { SessionClient } from '@godwit/client/session/session-client';
import workerUrl from './session-worker.ts?sharedworker&url';
import type { FromWorker, ToWorker } from './worker-messages.js';

/** A SharedWorker that has not said by then what it can do is not used. */
const WORKER_MS = 3_000;

/**
 * The client of this tab. All tabs have one session: in a SharedWorker where that can do what a page can, else in one of the tabs. Where a
 * browser has neither locks nor channels (pages that are not secure), each tab has a session of its own.
 * onSuperseded: a tab of another version of this page was opened, and this one is over.
 */
export async function startSession(settings: SessionSettings, onSuperseded: () => void): Promise<SessionClient> {
  if (!('locks' in navigator) || typeof BroadcastChannel === 'undefined')
    return (await import('./serve-here.js')).createClient(settings, true);
  // The name of the worker has the hash of its code, the SDK's included.
  const version = workerUrl;
  const startHost = ({ steal }: { steal: boolean }): void =>
    void startWorker({ version, steal }).then((started) => {
      if (!started) guard(import('./serve-here.js').then(({ serveHere }) => serveHere(version, steal)));
    });
  return joinSession({ version, settings, startHost, onSuperseded }).client;
}

/** false: there is none that is as good as this page. */
async function startWorker(message: ToWorker): Promise<boolean> {
  if (typeof SharedWorker === 'undefined') return false;
  try {
    const worker = new SharedWorker(workerUrl, { type: 'module', name: 'godwit' });
    const able = await new Promise<FromWorker | undefined>((resolve) => {
      worker.port.onmessage = ({ data }: MessageEvent<FromWorker>) => resolve(data);
      worker.onerror = () => resolve(undefined);
      setTimeout(() => resolve(undefined), WORKER_MS);
    });
    if (able?.canShare !== true || able.webTransport !== (typeof WebTransport !== 'undefined')) return false;
    worker.port.postMessage(message);
    return true;
  } catch {
    return false; // refused by a policy
  }
}
