import { useCallback, useSyncExternalStore } from 'react';

/** The time in steps of `periodMs`, ms since 1970; stands still while not `running`. */
export function useNow(periodMs: number, running = true): number {
  const subscribe = useCallback(
    (changed: () => void) => {
      if (!running) return () => undefined;
      const timer = setInterval(changed, periodMs);
      return () => clearInterval(timer);
    },
    [periodMs, running],
  );
  return useSyncExternalStore(subscribe, () => Math.floor(Date.now() / periodMs) * periodMs);
}
