import { createStore, type StoreApi } from 'zustand/vanilla';

/** What is used of navigator.serviceWorker and its registration. */
export type Container = Pick<ServiceWorkerContainer, 'controller' | 'addEventListener'>;
export type Registration = Pick<ServiceWorkerRegistration, 'waiting' | 'installing' | 'addEventListener' | 'update'>;

export interface Updates {
  /** ready: a newer client is on this device and waits for take(). */
  readonly store: StoreApi<{ readonly ready: boolean }>;
  follow(registration: Registration, container: Container): void;
  /** To the newest client that is there. Every tab of this browser is asked apart. */
  take(): void;
}

const LOOK_MS = 3_600_000;

/** A new version never takes over by itself: a page would find itself between two versions in the middle of a sentence. */
export function createUpdates(reload: () => void): Updates {
  const store = createStore<{ ready: boolean }>(() => ({ ready: false }));
  let followed: { registration: Registration; container: Container } | undefined;
  return {
    store,
    follow(registration, container) {
      followed = { registration, container };
      const look = (): void => {
        // Without a controller this is the first visit: the page is what was just installed.
        if (registration.waiting !== null && container.controller !== null) store.setState({ ready: true });
      };
      look();
      registration.addEventListener('updatefound', () => registration.installing?.addEventListener('statechange', look));
      setInterval(() => void registration.update().catch(() => undefined), LOOK_MS);
    },
    take() {
      const waiting = followed?.registration.waiting ?? null;
      // Taken by another tab, or no service worker at all: the address has the newest already.
      if (followed === undefined || waiting === null) {
        reload();
        return;
      }
      followed.container.addEventListener('controllerchange', reload, { once: true });
      waiting.postMessage('skip-waiting');
    },
  };
}
