/** So long nobody else gets the same key: timers of a hidden page may fire only once a minute, so that another tab asks that much later. */
const HOLD_MS = 75_000;

/** Of all tabs one tells about a message: whether it is this one. Browsers without locks tell in each. */
export function claimNotification(key: string, locks: LockManager | undefined = navigator.locks): Promise<boolean> {
  if (locks === undefined) return Promise.resolve(true);
  return new Promise((resolve) => {
    locks
      .request(`godwit.notification.${key}`, { ifAvailable: true }, async (lock) => {
        resolve(lock !== null);
        if (lock !== null) await new Promise((done) => setTimeout(done, HOLD_MS));
      })
      // Storage of this site is blocked.
      .catch(() => resolve(true));
  });
}
