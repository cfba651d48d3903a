import { once } from 'node:events';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import type { Redis } from 'ioredis';
import { createLogger } from '../log.js';
import { startTestRedis, type TestServer } from '../testing/servers.js';
import { connectRedis, waitReady } from './connect.js';

const log = createLogger({ name: 'test', level: 'silent' });
let server: TestServer | undefined;
let silent: Server | undefined;
let redis: Redis | undefined;
afterEach(async () => {
  redis?.disconnect();
  silent?.close();
  await server?.stop();
  server = silent = redis = undefined;
});

it('reconnects after a restart; commands in between reject at once instead of waiting', async () => {
  server = await startTestRedis();
  redis = connectRedis(server.url, { name: 'test', log });
  await waitReady(redis, 5_000);
  const closed = once(redis, 'close');
  await server.stop();
  await closed;
  await expect(redis.get('x')).rejects.toThrow('enableOfflineQueue options is false');
  const back = waitReady(redis, 20_000);
  server = await startTestRedis(server.port);
  await back;
  expect(await redis.set('x', '1')).toBe('OK');
});

it('[O14] a server that accepts and never answers: commands and waitReady end', async () => {
  silent = createServer((socket) => socket.on('error', () => undefined));
  silent.listen(0, '127.0.0.1');
  await once(silent, 'listening');
  redis = connectRedis(`redis://127.0.0.1:${String((silent.address() as AddressInfo).port)}`, { name: 'test', log });
  await expect(waitReady(redis, 50)).rejects.toThrow('did not finish within 50 ms');
  await expect(redis.get('x')).rejects.toThrow();
});

it('[O14] a frozen server: a command times out, also inside a pipeline', async () => {
  server = await startTestRedis();
  redis = connectRedis(server.url, { name: 'test', log });
  await waitReady(redis, 5_000);
  server.kill('SIGSTOP');
  await expect(redis.get('x')).rejects.toThrow('Command timed out');
  const results = await redis.pipeline().get('x').get('y').exec();
  expect(results?.map(([error]) => error?.message)).toEqual(['Command timed out', 'Command timed out']);
  server.kill('SIGCONT');
});

it('a loss and a return are one log line each, and a deliberate disconnect is none', async () => {
  const lines: string[] = [];
  server = await startTestRedis();
  redis = connectRedis(server.url, {
    name: 'test',
    log: createLogger({ name: 'test', destination: { write: (line) => void lines.push(line) } }),
  });
  await waitReady(redis, 5_000);
  const lost = once(redis, 'reconnecting');
  await server.stop();
  await lost;
  const back = waitReady(redis, 20_000);
  server = await startTestRedis(server.port);
  await back;
  redis.disconnect();
  await once(redis, 'end');
  expect(lines.map((line) => (JSON.parse(line) as { msg: string }).msg)).toEqual([
    'the connection to Redis was lost; reconnecting',
    'Redis is back',
  ]);
});
