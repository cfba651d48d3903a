import { afterEach, expect, it } from 'vitest';
import { type InternalServer, probe, type Readiness, serveInternal } from './internal-http.js';
import { createMetrics } from './metrics.js';

let server: InternalServer | undefined;
afterEach(() => server?.close());

async function get(path: string, readiness: () => Promise<Readiness>): Promise<Response> {
  server = await serveInternal({ host: '127.0.0.1', port: 0, readiness, metrics: createMetrics('test') });
  return fetch(`http://127.0.0.1:${String(server.port)}${path}`);
}
const up = (): Promise<Readiness> => Promise.resolve({ nats: { ok: true, ms: 1 } });

it('/healthz answers while a dependency is down', async () => {
  expect((await get('/healthz', () => Promise.reject(new Error('down')))).status).toBe(200);
});

it('/readyz is 200 when every dependency answers', async () => {
  const response = await get('/readyz', up);
  expect([response.status, await response.json()]).toEqual([200, { ready: true, dependencies: { nats: { ok: true, ms: 1 } } }]);
});

it('/readyz is 503 and names the dependency that is down', async () => {
  const response = await get('/readyz', async () => ({
    nats: await probe(() => Promise.resolve()),
    redis: await probe(() => Promise.reject(new Error('ECONNREFUSED'))),
  }));
  expect(response.status).toBe(503);
  expect(await response.json()).toMatchObject({
    ready: false,
    dependencies: { nats: { ok: true }, redis: { ok: false, detail: 'ECONNREFUSED' } },
  });
});

it('[O14] /readyz is 503 when a probe throws or never answers', async () => {
  expect((await get('/readyz', () => Promise.reject(new Error('broken')))).status).toBe(503);
  expect(await probe(() => new Promise(() => undefined), 1)).toMatchObject({ ok: false });
});

it('/metrics serves the exposition format; anything else is 404', async () => {
  const response = await get('/metrics?x=1', up);
  expect(response.headers.get('content-type')).toContain('version=0.0.4');
  expect(await response.text()).toContain('process_cpu_seconds_total');
  expect((await fetch(new URL('/other', response.url))).status).toBe(404);
});

it('a taken port rejects', async () => {
  const first = await serveInternal({ host: '127.0.0.1', port: 0, readiness: up, metrics: createMetrics('test') });
  server = first;
  await expect(serveInternal({ host: '127.0.0.1', port: first.port, readiness: up, metrics: createMetrics('test') })).rejects.toThrow(
    'EADDRINUSE',
  );
});
