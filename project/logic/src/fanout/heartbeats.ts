import type { Clock } from '@godwit/shared/clock';
import { pause } from '../pause.js';

const HEARTBEAT_MS = 1_000;

/** Until the signal aborts. */
export async function runHeartbeats(clock: Clock, publishers: readonly { beat(): void }[], signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    for (const publisher of publishers) publisher.beat();
    await pause(clock, HEARTBEAT_MS, signal);
  }
}
