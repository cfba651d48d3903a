/**
 * The app shell without a network: index.html network-first (2.5 s), built files cache-first.
 * Never answers for the API, other origins or anything that is not a GET. Bounded: the shells of two versions are kept,
 * so that a page opened before an update still finds its lazy chunks.
 */
declare const __GODWIT_SHELL__: { version: string; files: string[] };

const scope = self as unknown as ServiceWorkerGlobalScope;
const shell = __GODWIT_SHELL__;
const PREFIX = 'godwit-shell-';
const CACHE = PREFIX + shell.version;
const PAGE = '/';
const PAGE_TIMEOUT_MS = 2_500;
const SERVER_PATHS = /^\/(api|swagger|healthz|readyz|metrics)(\/|$)/;

scope.addEventListener('install', (event) => event.waitUntil(install()));
scope.addEventListener('activate', (event) => event.waitUntil(activate()));
scope.addEventListener('fetch', (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== 'GET' || url.origin !== scope.location.origin || SERVER_PATHS.test(url.pathname)) return;
  if (event.request.mode === 'navigate') event.respondWith(page(event.request));
  else if (shell.files.includes(url.pathname) || url.pathname.startsWith('/assets/')) event.respondWith(file(event.request));
});

async function install(): Promise<void> {
  const cache = await caches.open(CACHE);
  await cache.addAll([PAGE, ...shell.files].map((path) => new Request(path, { cache: path === PAGE ? 'no-cache' : 'default' })));
  await scope.skipWaiting();
}

async function activate(): Promise<void> {
  const shells = (await caches.keys()).filter((name) => name.startsWith(PREFIX) && name !== CACHE);
  // keys() lists in order of creation: the last of the others is the version that open pages were loaded from.
  await Promise.all(shells.slice(0, -1).map((name) => caches.delete(name)));
  await scope.clients.claim();
}

async function page(request: Request): Promise<Response> {
  try {
    const response = await fetch(request, { signal: AbortSignal.timeout(PAGE_TIMEOUT_MS) });
    if (response.status < 500) return response;
  } catch {
    // Offline or too slow: the cached page below.
  }
  const cached = await (await caches.open(CACHE)).match(PAGE);
  return cached ?? Response.error();
}

async function file(request: Request): Promise<Response> {
  return (await caches.match(request, { ignoreVary: true })) ?? fetch(request);
}
