import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { resetSocket } from './reset-socket.ts';

let server: Server;
let socket: Socket;
let far: Socket;
beforeEach(async () => {
  server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  socket = connect({ port: (server.address() as { port: number }).port, host: '127.0.0.1' });
  [far] = (await once(server, 'connection')) as [Socket];
  far.resume();
});
afterEach(() => {
  far.destroy();
  server.close();
});

it('resets a connection', async () => {
  const failed = once(far, 'error');
  resetSocket(socket);
  expect(await failed).toMatchObject([{ code: 'ECONNRESET' }]);
});

it('closes a connection whose end is on the way', async () => {
  const closed = once(socket, 'close');
  socket.end();
  resetSocket(socket);
  await closed;
});
