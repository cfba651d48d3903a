import type { Clock } from '@godwit/shared/clock';

/** Ends at once when the signal aborts. */
export function pause(clock: Clock, ms: number, signal: AbortSignal): Promise<void> {
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
