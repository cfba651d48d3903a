import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { FakeClock } from '@godwit/shared/testing/fake-clock';
import type { FileInfo, Upload } from '@godwit/shared/rest/files';
import { ApiError } from '../api/api-error.js';
import type { FilesApi } from '../api/files-api.js';
import { uploadFile, type UploadOptions } from './upload.js';

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

const INFO: FileInfo = {
  fileId: '7',
  kind: 'file',
  name: 'file',
  mime: 'application/octet-stream',
  size: 5,
  width: 0,
  height: 0,
  thumbnail: '',
};

interface Watch {
  /** After each answer; time stands still then. */
  readonly answered?: () => void;
}

/** `answers`: of each PUT in turn, 0 = the connection breaks; the last one goes on. */
async function run(answers: readonly number[], options: UploadOptions = {}, failures: readonly ApiError[] = [], { answered }: Watch = {}) {
  const bodies: string[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const status = answers[Math.min(bodies.length, answers.length - 1)]!;
      bodies.push(Buffer.concat(chunks).toString());
      if (status === 0) request.socket.destroy();
      else response.writeHead(status).end();
      if (answered) response.once('close', () => setImmediate(answered));
    });
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/put`;
  const target: Upload = { fileId: '7', url, headers: { 'x-a': 'b' }, expiresAt: 1 };
  const calls: string[] = [];
  const left = [...failures];
  const api: FilesApi = {
    create: async () => target,
    complete: async () => {
      calls.push('complete');
      const failure = left.shift();
      if (failure) throw failure;
      return INFO;
    },
    abort: async () => {
      calls.push('abort');
    },
    link: () => Promise.reject(new Error('not asked for')),
  };
  const clock = new FakeClock();
  const done = uploadFile({ api, clock, addressOf: (path) => path }, new Blob(['hello']), options).then(
    (attachment) => attachment,
    (error: unknown) => error,
  );
  let settled = false;
  void done.then(() => (settled = true));
  while (!settled) {
    if (!answered) await clock.advance(1_000);
    await new Promise((resolve) => setImmediate(resolve));
  }
  return { result: await done, bodies, calls };
}

describe('an upload', () => {
  it('[F-46] that does not get through is put again, from its beginning', async () => {
    const { result, bodies, calls } = await run([0, 503, 200]);
    expect([result, bodies, calls]).toMatchObject([{ fileId: '7', size: 5 }, ['hello', 'hello', 'hello'], ['complete']]);
  });

  it('is given up after four attempts, and on the server too', async () => {
    const { result, bodies, calls } = await run([500]);
    expect([result, bodies.length, calls]).toMatchObject([{ error: 'NETWORK' }, 4, ['abort']]);
  });

  it('that is refused is not put again', async () => {
    const { result, bodies, calls } = await run([403]);
    expect([result, bodies.length, calls]).toMatchObject([{ error: 'UNKNOWN', status: 403 }, 1, ['abort']]);
  });

  it('is completed again when the server was busy, and not when it refuses', async () => {
    const busy = new ApiError({ code: 1_202, error: 'OVERLOADED', status: 503, retryAfterMs: 1_000 });
    const refused = new ApiError({ code: 4_003, error: 'FILE_TYPE_REFUSED', status: 415 });
    expect((await run([200], {}, [busy])).calls).toEqual(['complete', 'complete']);
    expect(await run([200], {}, [refused])).toMatchObject({ result: { error: 'FILE_TYPE_REFUSED' }, calls: ['complete', 'abort'] });
  });

  it('ends at its signal, also while it waits for another attempt', async () => {
    const stop = new AbortController();
    const answered = (): void => stop.abort();
    const { result, bodies, calls } = await run([503], { signal: stop.signal }, [], { answered });
    expect(result).toMatchObject({ name: 'AbortError' });
    expect([bodies.length, calls]).toEqual([1, ['abort']]);
  });
});
