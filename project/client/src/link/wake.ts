/** Calls back when the network returns, and when the page becomes visible or hidden; returns the end of it. Nothing happens outside browsers. */
export function onWake(wake: () => void, seen: (visible: boolean) => void): () => void {
  if (typeof document === 'undefined') return () => undefined;
  const page = document;
  const changed = (): void => {
    const visible = page.visibilityState === 'visible';
    seen(visible);
    if (visible) wake();
  };
  // a tab that was opened in the background
  if (page.visibilityState !== 'visible') seen(false);
  page.addEventListener('visibilitychange', changed);
  globalThis.addEventListener('online', wake);
  return () => {
    page.removeEventListener('visibilitychange', changed);
    globalThis.removeEventListener('online', wake);
  };
}
