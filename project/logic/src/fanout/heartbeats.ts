import type { Clock } from '@godwit/shared/clock';

const HEARTBEAT_MS = 1_000;

/** Until the signal aborts. */
export async function runHeartbeats(clock: Clock, publishers: readonly { beat(): void }[], signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    for (const publisher of publishers) publisher.beat();
    await pause(clock, HEARTBEAT_MS, signal);
  }
}

function pause(clock: Clock, ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      cancel();
      signal.removeEventListener('abort', end);
      resolve();
    };
    const cancel = clock.setTimeout(end, ms);
    signal.addEventListener('abort', end);
  });
}
