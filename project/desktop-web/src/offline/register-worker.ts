import type { Updates } from './updates.js';

/** Keeps the app shell for a start without a network. A page without service workers works, but only online. */
export function registerWorker(updates: Updates): void {
  if (!('serviceWorker' in navigator) || !import.meta.env.PROD) return;
  const { serviceWorker } = navigator;
  const register = (): void => {
    serviceWorker.register('/service-worker.js', { updateViaCache: 'none' }).then(
      (registration) => updates.follow(registration, serviceWorker),
      // A refusal (private window, policy) costs the offline start only.
      () => undefined,
    );
  };
  // After the page: the worker's downloads must not delay the first connection.
  if (document.readyState === 'complete') register();
  else window.addEventListener('load', register, { once: true });
}
