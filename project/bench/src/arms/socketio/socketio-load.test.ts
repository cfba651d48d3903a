// The generator process against a Socket.IO server that treats deliveries badly.
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { Server } from 'socket.io';
import { afterEach, expect, it } from 'vitest';
import type { LoadEvent } from '../../arm.ts';
import { makeCertificate } from '../certificate.ts';
import { startGenerator } from '../load/start-generator.ts';
import type { StoredMessage } from './message-log.ts';
import type { SocketioPlan } from './socketio-load-process.ts';
import type { ClientEvents, ServerEvents } from './socketio-protocol.ts';

const RATE = 200;
const MESSAGES = 100;
const BAD = 40;

let server: Server<ClientEvents, ServerEvents> | undefined;
afterEach(() => server?.close());

/** `deliver` says what the receiver gets of the message that is the nth of its kind. */
async function startServer(
  deliver: (message: StoredMessage, nth: number) => StoredMessage[],
): Promise<Pick<SocketioPlan, 'url' | 'certPem'>> {
  const { certPem, keyPem } = await makeCertificate();
  const https = createServer({ cert: certPem, key: keyPem });
  server = new Server(https, { transports: ['websocket'] });
  let sent = 0;
  server.on('connection', (socket) => {
    void socket.join((socket.handshake.auth as { token: string }).token);
    socket.on('send', (conversationId, messages, answer) => {
      for (const [clientId, body] of messages) {
        sent += 1;
        server?.to('receiver').emit('messages', conversationId, deliver([sent, clientId, body], sent));
      }
      answer(messages.map((_, n) => n));
    });
  });
  await new Promise<void>((resolve) => https.listen(0, '127.0.0.1', resolve));
  return { url: `wss://127.0.0.1:${(https.address() as AddressInfo).port}`, certPem };
}

async function resultOf(access: Pick<SocketioPlan, 'url' | 'certPem'>): Promise<LoadEvent | undefined> {
  const plan: SocketioPlan = {
    ...access,
    load: { pairs: 1, rate: RATE, warmupSeconds: 0, seconds: MESSAGES / RATE, bodyBytes: 120, connectsAtOnce: 1 },
    pairs: [{ conversationId: 1, senderToken: 'sender', receiverTokens: ['receiver'] }],
  };
  const load = await startGenerator('the load', fileURLToPath(new URL('socketio-load-process.ts', import.meta.url)), plan);
  let result: LoadEvent | undefined;
  for await (const event of load.events) if (event.event === 'result') result = event;
  return result;
}

const counts = { scheduled: MESSAGES, acked: MESSAGES, delivered: MESSAGES, doubled: 0, disordered: 0, refused: 0 };

it('finds nothing wrong when every message comes once', async () => {
  const access = await startServer((message) => [message]);
  expect(await resultOf(access)).toMatchObject(counts);
});

it('finds a lost delivery', async () => {
  const access = await startServer((message, nth) => (nth === BAD ? [] : [message]));
  expect(await resultOf(access)).toMatchObject({ ...counts, delivered: MESSAGES - 1 });
});

it('finds a doubled delivery', async () => {
  const access = await startServer((message, nth) => (nth === BAD ? [message, message] : [message]));
  expect(await resultOf(access)).toMatchObject({ ...counts, doubled: 1 });
});

it('takes a delivery with another body for none', async () => {
  const access = await startServer(([seq, clientId, body], nth) => [[seq, clientId, nth === BAD ? body.slice(1) : body]]);
  expect(await resultOf(access)).toMatchObject({ ...counts, delivered: MESSAGES - 1 });
});
