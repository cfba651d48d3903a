/** Calls back when the page becomes visible or the network returns; returns the end of it. Nothing happens outside browsers. */
export function onWake(wake: () => void): () => void {
  const page = typeof document === 'undefined' ? undefined : document;
  const visible = (): void => {
    if (page?.visibilityState === 'visible') wake();
  };
  page?.addEventListener('visibilitychange', visible);
  const events = page === undefined ? undefined : globalThis;
  events?.addEventListener('online', wake);
  return () => {
    page?.removeEventListener('visibilitychange', visible);
    events?.removeEventListener('online', wake);
  };
}
