/**
 * The app shell without a network: pages and built files come from the cache of one version, which stays until the user asks for the next
 * (updates.ts). Never answers for the API, other origins or anything that is not a GET. Bounded: the shells of this version, the one
 * before (a page opened before an update still finds its lazy chunks) and the one that waits.
 */
declare const __GODWIT_SHELL__: { version: string; files: string[] };

const scope = self as unknown as ServiceWorkerGlobalScope;
const shell = __GODWIT_SHELL__;
const PREFIX = 'godwit-shell-';
const CACHE = PREFIX + shell.version;
const PAGE = '/';
const STATE = 'godwit-state';
const SERVED = '/served-shells';
const SERVER_PATHS = /^\/(api|swagger|healthz|readyz|metrics)(\/|$)/;

scope.addEventListener('install', (event) => event.waitUntil(install()));
scope.addEventListener('activate', (event) => event.waitUntil(activate()));
scope.addEventListener('message', (event) => {
  if (event.data === 'skip-waiting') void scope.skipWaiting();
});
scope.addEventListener('fetch', (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== 'GET' || url.origin !== scope.location.origin || SERVER_PATHS.test(url.pathname)) return;
  if (event.request.mode === 'navigate') event.respondWith(page(event));
  else if (shell.files.includes(url.pathname) || url.pathname.startsWith('/assets/')) event.respondWith(file(event.request));
});

async function install(): Promise<void> {
  const cache = await caches.open(CACHE);
  await cache.addAll([PAGE, ...shell.files].map((path) => new Request(path, { cache: path === PAGE ? 'no-cache' : 'default' })));
  const served = await servedShells();
  // Versions that waited and were never asked for give way.
  if (served.length > 0) await keep([CACHE, ...served]);
}

async function activate(): Promise<void> {
  const [before] = await servedShells();
  const served = [CACHE, ...(before === undefined || before === CACHE ? [] : [before])];
  await (await caches.open(STATE)).put(SERVED, Response.json(served));
  await keep(served);
  await scope.clients.claim();
}

/** The shell that pages come from, and the one before it. */
async function servedShells(): Promise<string[]> {
  const kept = await (await caches.open(STATE)).match(SERVED);
  return kept === undefined ? [] : ((await kept.json()) as string[]);
}

async function keep(shells: readonly string[]): Promise<void> {
  const others = (await caches.keys()).filter((name) => name.startsWith(PREFIX) && !shells.includes(name));
  await Promise.all(others.map((name) => caches.delete(name)));
}

async function page(event: FetchEvent): Promise<Response> {
  const cached = await (await caches.open(CACHE)).match(PAGE, { ignoreVary: true });
  if (cached === undefined) return fetch(event.request);
  event.waitUntil(refresh(cached.clone()));
  return cached;
}

/** The same page may come with other headers (its policy names the hosts it may talk to); another page is a new version. */
async function refresh(cached: Response): Promise<void> {
  try {
    const response = await fetch(PAGE, { cache: 'no-cache' });
    if (!response.ok) return;
    if ((await response.clone().text()) === (await cached.text())) await (await caches.open(CACHE)).put(PAGE, response);
    else await scope.registration.update();
  } catch {
    // Offline: the cached page has been answered already.
  }
}

async function file(request: Request): Promise<Response> {
  return (await caches.match(request, { ignoreVary: true })) ?? fetch(request);
}
