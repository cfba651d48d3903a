import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ERRORS } from '@godwit/shared/protocol/errors';
import { afterEach, expect, it } from 'vitest';
import { Groups } from './groups.js';
import { callApi } from './http.js';

const stops: (() => void)[] = [];
afterEach(() => {
  for (const stop of stops.splice(0)) stop();
});

/** A server whose n-th answer is the n-th of these: a status, or a connection that is cut. */
async function answering(...answers: (number | 'cut')[]): Promise<{ groups: Groups; bodies: { requestKey: string }[] }> {
  const bodies: { requestKey: string }[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const answer = answers[bodies.length] ?? 201;
      bodies.push(JSON.parse(Buffer.concat(chunks).toString()) as { requestKey: string });
      if (answer === 'cut') {
        request.socket.destroy();
        return;
      }
      response.writeHead(answer, { 'content-type': 'application/json' });
      response.end(
        JSON.stringify(
          answer === 201
            ? { code: 0, message: '', data: { conversationId: '7' } }
            : { code: answer === 503 ? ERRORS.TIMEOUT.code : 2006, message: 'x', data: {} },
        ),
      );
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  stops.push(() => {
    server.closeAllConnections();
    server.close();
  });
  const origin = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  return { groups: new Groups((call) => callApi(origin, call)), bodies };
}

it('[F-51] a group whose answer was lost is asked for again under the same key, another group under another', async () => {
  const { groups, bodies } = await answering('cut', 'cut', 201);
  expect(await groups.create('Birds', ['1'])).toEqual({ conversationId: '7' });
  expect(bodies).toHaveLength(3);
  expect(new Set(bodies.map((body) => JSON.stringify(body))).size).toBe(1);
  await groups.create('Birds', ['1']);
  expect(bodies[3]?.requestKey).toMatch(/^[\w-]{16,64}$/);
  expect(bodies[3]?.requestKey).not.toBe(bodies[0]?.requestKey);
});

it('gives up after three, and at once when it is refused', async () => {
  const silent = await answering('cut', 'cut', 'cut');
  await expect(silent.groups.create('Birds', ['1'])).rejects.toMatchObject({ error: 'NETWORK' });
  expect(silent.bodies).toHaveLength(3);
  const refused = await answering(409);
  await expect(refused.groups.create('Birds', ['1'], 'a-key-of-the-caller')).rejects.toMatchObject({ error: 'IDEMPOTENCY_MISMATCH' });
  expect(refused.bodies.map(({ requestKey }) => requestKey)).toEqual(['a-key-of-the-caller']);
});

it('[F-51] asks again when the server says that it had no answer in time: the group may be there', async () => {
  const { groups, bodies } = await answering(503, 201);
  expect(await groups.create('Birds', ['1'])).toEqual({ conversationId: '7' });
  expect(bodies).toHaveLength(2);
});
