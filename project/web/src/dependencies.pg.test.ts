import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { ERRORS } from '@godwit/shared/protocol/errors';
import { decodeToAccess } from '@godwit/shared/protocol/inside';
import { SUBJECTS } from '@godwit/shared/subjects';
import { startTestNats } from '@godwit/shared/testing/servers';
import { startTestWeb, type TestWeb } from './testing/test-web.js';

const DOWN = [ERRORS.UNAVAILABLE.code, ERRORS.TIMEOUT.code];
const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

/** Accepts connections and never answers. */
async function blackHole(): Promise<string> {
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closers.push(async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  });
  return `127.0.0.1:${String((server.address() as AddressInfo).port)}`;
}

async function start(settings: Parameters<typeof startTestWeb>[0] = {}): Promise<TestWeb> {
  const web = await startTestWeb(settings);
  closers.push(web.close);
  return web;
}

describe('a dependency that accepts and never answers', () => {
  it('[O14] PostgreSQL: every route that needs it answers 503, health goes on', async () => {
    const web = await start({ DATABASE_URL: `postgres://godwit@${await blackHole()}/godwit` });
    const { token } = web.services.signAccess({ userId: '1', sessionId: '2', deviceId: 'd', platform: 'web' });
    for (const route of ['GET /user/profile', 'GET /friends', 'GET /auth/sessions', 'POST /auth/logout']) {
      const answer = await web.call(route, { token });
      expect([route, answer.status, DOWN.includes(answer.code), answer.data]).toEqual([route, 503, true, { retryAfterMs: 1_000 }]);
    }
    const login = await web.call('POST /auth/login', { body: { username: 'a', password: 'b', deviceId: 'd' } });
    expect([login.status, DOWN.includes(login.code)]).toEqual([503, true]);
    expect((await fetch(`${web.url}/healthz`)).status).toBe(200);
    expect((await fetch(`${web.url}/readyz`)).status).toBe(503);
  });

  it('[O14] Redis: discovery answers 503, accounts go on with limits of this process', async () => {
    const web = await start({ REDIS_URL: `redis://${await blackHole()}` });
    const discovery = await web.call('GET /access');
    expect([discovery.status, DOWN.includes(discovery.code)]).toEqual([503, true]);
    const user = await web.signUp();
    expect(await web.call('GET /user/profile', { token: user.accessToken })).toMatchObject({ code: 0 });
  });

  it('[O14] logic: what asks it answers 503, the rest goes on', async () => {
    const web = await start({ LOGIC_TIMEOUT_MS: 300 });
    const user = await web.signUp();
    web.playLogic(() => undefined);
    const open = () => web.call('POST /conversations/direct', { token: user.accessToken, body: { userId: '5' } });
    expect(await open()).toMatchObject({ status: 503, code: ERRORS.TIMEOUT.code, data: { retryAfterMs: 1_000 } });
    expect(await web.call('GET /friends', { token: user.accessToken })).toMatchObject({ code: 0 });
  });

  it('[O14] after five failures it is not waited for, and after an answer it is asked again', async () => {
    const web = await start({ LOGIC_TIMEOUT_MS: 300 });
    const user = await web.signUp();
    let asked = 0;
    const open = () => web.call('POST /conversations/direct', { token: user.accessToken, body: { userId: '5' } });
    web.playLogic(() => void asked++);
    for (let i = 0; i < 5; i++) expect(await open()).toMatchObject({ code: ERRORS.TIMEOUT.code });
    expect(await open()).toMatchObject({ status: 503, code: ERRORS.UNAVAILABLE.code });
    expect(asked).toBe(5);
    web.playLogic(() => ({ ok: true, value: { conversationId: '9' } }));
    for (let answer = await open(); answer.code !== 0; answer = await open())
      expect(answer).toMatchObject({ code: ERRORS.UNAVAILABLE.code });
  });
});

describe('a dependency that goes away and comes back', () => {
  it('[R15] a frozen Redis costs an answer at most, a thawed one is used again', async () => {
    const web = await start();
    const user = await web.signUp();
    web.redisServer.kill('SIGSTOP');
    const during = await web.call('GET /user/profile', { token: user.accessToken });
    web.redisServer.kill('SIGCONT');
    expect(during).toMatchObject({ code: 0 });
    expect(await web.signIn(user)).toMatchObject({ code: 0 });
  });

  it('[S3] a sign-out while NATS is away holds at once, and access nodes hear of it when NATS is back', async () => {
    const web = await start();
    const user = await web.signUp();
    const heard = new Promise((resolve) => {
      web.bus.subscribe(SUBJECTS.accessBroadcast, {}, (bytes) => {
        resolve(decodeToAccess(bytes));
      });
    });
    await web.natsServer.stop();
    expect(await web.call('POST /auth/logout', { token: user.accessToken })).toMatchObject({ code: 0 });
    expect(await web.call('GET /user/profile', { token: user.accessToken })).toMatchObject({ code: ERRORS.SESSION_REVOKED.code });
    const restarted = await startTestNats(web.natsServer.port);
    closers.unshift(restarted.stop);
    expect(await heard).toMatchObject({ kind: 'sessionRevoked', userId: user.userId });
  });
});
