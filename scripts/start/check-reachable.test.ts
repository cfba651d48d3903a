import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { expect, it } from 'vitest';
import { freePort } from '../servers/free-port.ts';
import { checkReachable } from './check-reachable.ts';

it('a server that a setting names must answer; one of several is enough, and passwords are not repeated', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const open = (server.address() as AddressInfo).port;
  const closed = await freePort();
  const none = { databaseUrl: '', redisUrl: '', natsUrl: '' };
  await checkReachable({ ...none, natsUrl: `nats://127.0.0.1:${closed},nats://127.0.0.1:${open}` });
  await expect(checkReachable({ ...none, redisUrl: `redis://:hunter22@127.0.0.1:${closed}` })).rejects.toThrow(
    new RegExp(`^REDIS_URL: 127.0.0.1:${closed} cannot be reached \\(ECONNREFUSED\\): start that server`),
  );
  server.close();
});
