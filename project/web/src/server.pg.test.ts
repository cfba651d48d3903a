import { once } from 'node:events';
import { mkdtempSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sign as signBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSigner, generateKeyPair } from '@godwit/shared/auth/jwt';
import { ERRORS } from '@godwit/shared/protocol/errors';
import { REDIS_KEYS } from '@godwit/shared/redis-keys';
import type { AccessResult } from '@godwit/shared/rest/access';
import type { Upload } from '@godwit/shared/rest/files';
import { PERMISSIONS } from './permissions.js';
import { startTestWeb, type TestAnswer, type TestUser, type TestWeb } from './testing/test-web.js';

let web: TestWeb;
let user: TestUser;
const staticDir = mkdtempSync(join(tmpdir(), 'godwit-web-client-'));
beforeAll(async () => {
  mkdirSync(join(staticDir, 'assets'));
  writeFileSync(join(staticDir, 'index.html'), '<!doctype html><title>client</title>');
  writeFileSync(join(staticDir, 'assets', 'index-abc123.js'), 'export {}');
  web = await startTestWeb({ STATIC_DIR: staticDir });
  user = await web.signUp();
});
afterAll(async () => {
  await web.close();
  rmSync(staticDir, { recursive: true });
});

const routes = Object.entries(PERMISSIONS).map(([route, permission]) => ({ route, ...permission }));
const concrete = (route: string): string => route.replace(/:\w+/g, '12345');
const login = (options: { body: unknown; headers?: Record<string, string> }) => web.call('POST /auth/login', options);
const VALID_LOGIN = { username: 'nobody', password: 'whatever it is', deviceId: 'd', platform: 'web' };

/** The whole answer to bytes that no HTTP client would send. */
async function raw(request: string): Promise<string> {
  const { port } = new URL(web.url);
  const socket = connect(Number(port), '127.0.0.1');
  await once(socket, 'connect');
  socket.write(request);
  let text = '';
  for await (const chunk of socket) text += String(chunk);
  return text;
}

describe('the permission table', () => {
  it.each(routes.filter(({ auth }) => auth === 'user').map(({ route }) => route))(
    '[S10] %s refuses strangers before it reads anything',
    async (route) => {
      const body = route.startsWith('GET') ? undefined : { x: 1 };
      const answer = await web.call(concrete(route), { body });
      expect(answer).toMatchObject({ status: 401, code: ERRORS.UNAUTHENTICATED.code, data: null });
      expect(answer.headers.get('www-authenticate')).toBe('Bearer');
    },
  );

  it.each(routes.filter(({ route, auth }) => !route.startsWith('GET') && auth !== 'link' && auth !== 'admin'))(
    '[S10] $route refuses a body over its limit',
    async ({ route, maxBodyBytes }) => {
      const body = { padding: 'x'.repeat(maxBodyBytes) };
      expect(await web.call(concrete(route), { token: user.accessToken, body })).toMatchObject({
        status: 413,
        code: ERRORS.MSG_TOO_LARGE.code,
      });
    },
  );

  it.each(routes.filter(({ auth }) => auth === 'link').map(({ route }) => route))(
    '[S17] %s refuses whoever has no signed URL, whatever token he has',
    async (route) => {
      const query = `?user=${user.userId}&expires=${String(Date.now() + 60_000)}&signature=${'A'.repeat(43)}`;
      const bare = await web.call(concrete(route), { token: user.accessToken });
      expect(bare).toMatchObject({ status: 400, code: ERRORS.INVALID_ARGUMENT.code });
      const forged = await web.call(concrete(route) + query, { token: user.accessToken });
      expect(forged).toMatchObject({ status: 403, code: ERRORS.FILE_LINK_INVALID.code });
    },
  );

  it('[S10] a session that was signed out may call none of its routes', async () => {
    const gone = await web.signUp('signed-out');
    await web.call('POST /auth/logout', { token: gone.accessToken });
    for (const { route } of routes.filter(({ auth }) => auth === 'user')) {
      const body = route.startsWith('GET') ? undefined : { x: 1 };
      const answer = await web.call(concrete(route), { token: gone.accessToken, body });
      expect([route, answer.status, answer.code]).toEqual([route, 401, ERRORS.SESSION_REVOKED.code]);
    }
  });

  const MALFORMED_IDS = ['0', '-1', '1e3', 'x', '9'.repeat(19), '9'.repeat(20), '1%00', '%27%20OR%201=1--', '..%2f1', '__proto__', '１２'];
  it.each(routes.filter(({ route, auth }) => auth === 'user' && /:\w+Id/.test(route)).map(({ route }) => route))(
    '[S10] %s takes no malformed id, in any place',
    async (route) => {
      for (const [name] of route.matchAll(/:\w+Id/g))
        for (const id of MALFORMED_IDS) {
          const body = route.startsWith('GET') ? undefined : {};
          const answer = await web.call(concrete(route.replace(name, encodeURI(decodeURIComponent(id)).replaceAll('/', '%2f'))), {
            token: user.accessToken,
            body,
          });
          expect([id, answer.status, answer.code]).toEqual([id, 400, ERRORS.INVALID_ARGUMENT.code]);
        }
    },
  );

  it.each(['GET /auth/login', 'PUT /user/profile', 'POST /admin/users', 'GET /', 'DELETE /friends', 'OPTIONS /friends'])(
    '%s is not in it: NOT_FOUND',
    async (route) => {
      expect(await web.call(route, { token: user.accessToken })).toMatchObject({ status: 404, code: ERRORS.NOT_FOUND.code, data: null });
    },
  );

  it('OpenAPI as it is served stands in docs/openapi.json', async () => {
    const served = `${JSON.stringify(await (await fetch(`${web.url}/swagger/json`)).json(), null, 2)}\n`;
    const page = new URL('../../../docs/openapi.json', import.meta.url);
    if (process.env['UPDATE_DOCS'] === '1') writeFileSync(page, served);
    expect(readFileSync(page, 'utf8')).toBe(served);
  });

  it('OpenAPI describes every route, with its parameters and who may call it', async () => {
    const { paths } = (await (await fetch(`${web.url}/swagger/json`)).json()) as {
      paths: Record<string, Record<string, { security?: unknown; responses: object }>>;
    };
    const described = Object.entries(paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    );
    expect(described.sort()).toEqual(routes.map(({ route }) => route.replace(' ', ' /api/v1').replace(/:(\w+)/g, '{$1}')).sort());
    expect(paths['/api/v1/user/profile']?.['get']).toMatchObject({ security: [{ bearer: [] }] });
    expect(Object.keys(paths['/api/v1/auth/register']?.['post']?.responses ?? {})).toEqual(['201', '4XX', '5XX']);
  });
});

describe('access tokens', () => {
  const claims = () => ({ userId: user.userId, sessionId: '5', deviceId: 'd', platform: 'web' });
  const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const now = Math.floor(Date.now() / 1_000);
  const payload = () => ({
    sub: user.userId,
    sid: '5',
    did: 'd',
    plt: 'web',
    iss: 'godwit',
    aud: 'godwit-access',
    iat: now,
    exp: now + 600,
  });
  const forge = (header: object, body: object): string => {
    const text = `${encode(header)}.${encode(body)}`;
    return `${text}.${signBytes(null, Buffer.from(text), web.keys.privateKeyPem).toString('base64url')}`;
  };
  const tokens: [string, () => string][] = [
    ['of another key', () => createSigner({ privateKeyPem: generateKeyPair().privateKeyPem, ttlMs: 60_000 })(claims()).token],
    ['without a signature', () => `${encode({ alg: 'none', typ: 'at+jwt' })}.${encode(payload())}.`],
    ['of another type', () => forge({ alg: 'EdDSA', typ: 'JWT' }, payload())],
    ['for another audience', () => forge({ alg: 'EdDSA', typ: 'at+jwt' }, { ...payload(), aud: 'other' })],
    ['that never expires', () => forge({ alg: 'EdDSA', typ: 'at+jwt' }, { ...payload(), exp: undefined })],
    ['with a critical header', () => forge({ alg: 'EdDSA', typ: 'at+jwt', crit: ['x'] }, payload())],
    ['of a session that never was', () => forge({ alg: 'EdDSA', typ: 'at+jwt' }, payload())],
    ['that is a refresh token', () => user.refreshToken],
    ['of 10 KB', () => `${user.accessToken}${'A'.repeat(10_000)}`],
    ['that is no token', () => 'abc'],
  ];

  it.each(tokens)('[S2] one %s is UNAUTHENTICATED', async (_what, token) => {
    expect(await web.call('GET /user/profile', { token: token() })).toMatchObject({
      status: 401,
      code: ERRORS.UNAUTHENTICATED.code,
      data: null,
    });
  });

  it('[S2] an expired one of ours is TOKEN_EXPIRED', async () => {
    const expired = forge({ alg: 'EdDSA', typ: 'at+jwt' }, { ...payload(), exp: now - 1 });
    expect(await web.call('GET /user/profile', { token: expired })).toMatchObject({ status: 401, code: ERRORS.TOKEN_EXPIRED.code });
  });

  it('[S6] one in the URL or in a cookie counts for nothing', async () => {
    expect(await web.call(`GET /user/profile?access_token=${user.accessToken}`)).toMatchObject({ status: 401 });
    expect(await web.call('GET /user/profile', { headers: { cookie: `accessToken=${user.accessToken}` } })).toMatchObject({ status: 401 });
  });
});

describe('hostile bodies', () => {
  const bad: [string, unknown][] = [
    ['no JSON', '{"username": '],
    ['an empty body', ''],
    ['null', 'null'],
    ['an array', []],
    ['a text', '"text"'],
    ['a number as username', { ...VALID_LOGIN, username: 5 }],
    ['an object as password', { ...VALID_LOGIN, password: { length: 9 } }],
    ['an array as deviceId', { ...VALID_LOGIN, deviceId: ['d'] }],
    ['no deviceId', { ...VALID_LOGIN, deviceId: undefined }],
    ['a deviceId that breaks keys', { ...VALID_LOGIN, deviceId: 'a|b' }],
    ['a deviceId of 129', { ...VALID_LOGIN, deviceId: 'd'.repeat(129) }],
    ['__proto__', '{"username":"a","password":"b","deviceId":"d","__proto__":{"platform":"x"}}'],
    ['constructor.prototype', '{"username":"a","password":"b","deviceId":"d","constructor":{"prototype":{"x":1}}}'],
    ['deep nesting', `{"username":${'['.repeat(1_500)}${']'.repeat(1_500)}}`],
  ];

  it.each(bad)('%s is INVALID_ARGUMENT', async (_what, body) => {
    const answer = await login({ body });
    expect(answer).toMatchObject({ status: 400, code: ERRORS.INVALID_ARGUMENT.code, data: null, requestId: expect.any(String) });
    expect(answer.message).not.toMatch(/at .*\.[jt]s|node_modules|SELECT|FST_/);
    expect(({} as { x?: unknown; platform?: unknown }).x).toBeUndefined();
  });

  it.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/xml',
    'application/jsonp',
    'text/json',
  ])('[S18] content type %s is UNSUPPORTED_MEDIA_TYPE', async (type) => {
    const answer = await login({ body: JSON.stringify(VALID_LOGIN), headers: { 'content-type': type } });
    expect(answer).toMatchObject({ status: 415, code: ERRORS.UNSUPPORTED_MEDIA_TYPE.code });
  });

  it('a fitting type with a charset is read', async () => {
    const headers = { 'content-type': 'application/json; charset=utf-8' };
    expect(await login({ body: JSON.stringify(VALID_LOGIN), headers })).toMatchObject({ code: ERRORS.WRONG_CREDENTIALS.code });
  });

  it('a path that cannot be decoded is INVALID_ARGUMENT', async () => {
    expect(await web.call('GET /user/%zz', { token: user.accessToken })).toMatchObject({ status: 400, code: ERRORS.INVALID_ARGUMENT.code });
  });

  it('[O1] a body that does not come ends the connection, unless it is a file whose bytes keep coming', async () => {
    const half = 'POST /api/v1/auth/login HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n{';
    const { data } = await web.call<Upload>('POST /files', { token: user.accessToken, body: { name: 'a', size: 10 } });
    const file = connect(Number(new URL(web.url).port), '127.0.0.1');
    await once(file, 'connect');
    file.write(`PUT ${data.url} HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-length: 10\r\n\r\nhello`);
    expect(await raw(half)).toMatch(/^HTTP\/1.1 400 /);
    file.write('world');
    let text = '';
    for await (const chunk of file) text += String(chunk);
    expect(text).toMatch(/^HTTP\/1.1 200 /);
  }, 30_000);

  it.each([
    ['no HTTP', 'hello\r\n\r\n', ERRORS.INVALID_ARGUMENT],
    [
      'two lengths',
      'POST /api/v1/auth/login HTTP/1.1\r\nhost: x\r\ncontent-length: 2\r\ncontent-length: 3\r\n\r\n{}',
      ERRORS.INVALID_ARGUMENT,
    ],
    [
      'a length beside chunks',
      'POST /api/v1/auth/login HTTP/1.1\r\nhost: x\r\ncontent-length: 2\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n',
      ERRORS.INVALID_ARGUMENT,
    ],
    [
      'headers of 20 KB',
      `GET /api/v1/access HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${'a'.repeat(20_000)}\r\n\r\n`,
      ERRORS.MSG_TOO_LARGE,
    ],
  ])('[O1] %s: refused from the catalog, the server lives', async (_what, request, { code, http }) => {
    const answer = await raw(request);
    expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${String(http)} `));
    expect(answer).toContain(`"code":${String(code)}`);
    expect((await fetch(`${web.url}/healthz`)).status).toBe(200);
  });
});

describe('answers', () => {
  it('carry the requestId in body and header, never the one of the request', async () => {
    const answer = await web.call('GET /access', { headers: { 'x-request-id': 'chosen by the client' } });
    expect(answer.requestId).toMatch(/^[0-9a-f-]{36}$/);
    expect(answer.headers.get('x-request-id')).toBe(answer.requestId);
  });

  it('[S18] allow no other site', async () => {
    const answer = await web.call('GET /access', { headers: { origin: 'https://evil.example' } });
    expect(answer.headers.get('access-control-allow-origin')).toBeNull();
  });

  it('[C35] carry a policy without inline scripts', async () => {
    const { headers } = await fetch(web.url);
    expect(headers.get('content-security-policy')).toMatch(/script-src 'self';/);
    expect(headers.get('content-security-policy')).toMatch(/connect-src 'self' https: ws: wss:/);
    expect(headers.get('content-security-policy')).not.toMatch(/upgrade-insecure-requests|unsafe-eval/);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('x-powered-by')).toBeNull();
  });
});

describe('GET /access', () => {
  const register = async (node: string, entry: object): Promise<void> => {
    await web.redis.sadd(REDIS_KEYS.accessNodes, node);
    await web.redis.set(
      REDIS_KEYS.accessNode(node),
      JSON.stringify({
        node,
        name: node,
        host: '',
        quicPort: 7443,
        websocketPort: 7444,
        certificateHashes: ['aGFzaA=='],
        sessions: 0,
        startedAt: 1,
        ...entry,
      }),
      'PX',
      10_000,
    );
  };

  it('[F-19] lists live nodes, least loaded first, under the host that the client used', async () => {
    await register('busy', { sessions: 9, host: 'edge.example.org' });
    await register('idle', { sessions: 2, quicPort: 0 });
    await web.redis.sadd(REDIS_KEYS.accessNodes, 'dead');
    const answer = await untilListed(2);
    expect(answer.data.nodes).toEqual([
      { node: 'idle', url: '', websocketUrl: 'ws://127.0.0.1:7444/godwit', certificateHashes: ['aGFzaA=='], sessions: 2 },
      {
        node: 'busy',
        url: 'https://edge.example.org:7443/godwit',
        websocketUrl: 'ws://edge.example.org:7444/godwit',
        certificateHashes: ['aGFzaA=='],
        sessions: 9,
      },
    ]);
    expect(await web.redis.sismember(REDIS_KEYS.accessNodes, 'dead')).toBe(0);
  });

  /** The list may be one second old. */
  async function untilListed(nodes: number): Promise<TestAnswer<AccessResult>> {
    for (;;) {
      const answer = await web.call<AccessResult>('GET /access');
      if (answer.data.nodes.length === nodes) return answer;
    }
  }
});

describe('the client', () => {
  const get = (path: string) => fetch(`${web.url}${path}`, { redirect: 'manual' });

  it('index.html is asked for again every time, hashed assets never', async () => {
    expect((await get('/')).headers.get('cache-control')).toBe('no-cache');
    expect((await get('/index.html')).headers.get('cache-control')).toBe('no-cache');
    expect((await get('/assets/index-abc123.js')).headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
  });

  it('every other page is the client, a missing file is not', async () => {
    const page = await get('/chats/123?x=1');
    expect([page.status, await page.text(), page.headers.get('cache-control')]).toEqual([
      200,
      '<!doctype html><title>client</title>',
      'no-cache',
    ]);
    for (const path of ['/assets/gone.js', '/assets/gone', '/robots.txt', '/api/v2/x', '/swagger/nothing', '/.env']) {
      const answer = await get(path);
      expect([path, answer.status, await answer.json()]).toMatchObject([path, 404, { code: ERRORS.NOT_FOUND.code }]);
    }
  });

  it.each(['/../../etc/passwd', '/%2e%2e/%2e%2e/etc/passwd', '/assets/..%2f..%2f..%2fetc/passwd', '/assets/%00', '//etc/passwd'])(
    'nothing outside of it is served: %s',
    async (path) => {
      expect(await raw(`GET ${path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n`)).not.toContain('root:');
    },
  );

  it('Swagger UI is at /swagger and /swagger/index.html', async () => {
    expect(await (await get('/swagger')).text()).toContain('swagger-ui');
    expect((await fetch(`${web.url}/swagger/index.html`)).headers.get('content-type')).toMatch('text/html');
  });
});

describe('health', () => {
  it('[F-87] names each dependency with its ms, and no address', async () => {
    const answer = await fetch(`${web.url}/readyz`);
    const dependency = { ok: true, ms: expect.any(Number) };
    expect(answer.status).toBe(200);
    expect(await answer.json()).toEqual({ ready: true, dependencies: { postgres: dependency, redis: dependency, nats: dependency } });
  });
});
