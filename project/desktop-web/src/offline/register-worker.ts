/** Keeps the app shell for a start without a network. A page without service workers works, but only online. */
export function registerWorker(): void {
  if (!('serviceWorker' in navigator) || !import.meta.env.PROD) return;
  const register = (): void => {
    // A refusal (private window, policy) costs the offline start only.
    void navigator.serviceWorker.register('/service-worker.js', { updateViaCache: 'none' }).catch(() => undefined);
  };
  // After the page: the worker's downloads must not delay the first connection.
  if (document.readyState === 'complete') register();
  else window.addEventListener('load', register, { once: true });
}
