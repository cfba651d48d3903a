import { once } from 'node:events';
import { type AddressInfo, connect, createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { systemClock } from '@godwit/shared/clock';
import { createLogger } from '@godwit/shared/log';
import { FakeClock } from '@godwit/shared/testing/fake-clock';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type TestDatabase, createTestDatabase } from '../testing/test-database.js';
import { firstConnection } from './first-connection.js';
import { createPool } from './pool.js';

const log = createLogger({ name: 'test', level: 'silent' });
let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

it('[R15] a node that starts before PostgreSQL listens is up as soon as it does', async () => {
  const target = new URL(database.url);
  const proxy = createServer((socket) => {
    const server = connect(Number(target.port), target.hostname);
    socket.pipe(server).pipe(socket);
    for (const end of [socket, server]) end.on('error', () => end.destroy());
  });
  proxy.listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  const { port } = proxy.address() as AddressInfo;
  proxy.close();
  await once(proxy, 'close');

  const url = new URL(database.url);
  url.host = `127.0.0.1:${String(port)}`;
  const pool = createPool({ url: url.href, name: 'late', max: 1, log });
  const connected = firstConnection(pool, { clock: systemClock, log });
  const early = await Promise.race([connected.then(() => 'connected'), sleep(600, 'waits')]);
  proxy.listen(port, '127.0.0.1');
  await connected;
  expect(early).toBe('waits');
  await pool.end();
  proxy.close();
});

it('[R15] what waiting does not mend ends the start at once', async () => {
  const url = new URL(database.url);
  url.pathname = '/nowhere';
  const pool = createPool({ url: url.href, name: 'nowhere', max: 1, log });
  const clock = new FakeClock();
  await expect(firstConnection(pool, { clock, log })).rejects.toMatchObject({ code: '3D000' });
  await pool.end();
});
