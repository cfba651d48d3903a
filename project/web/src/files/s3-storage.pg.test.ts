import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LINK_MS } from '@godwit/shared/rest/files';
import { startSigningS3, startTestS3, type TestS3 } from '../testing/s3-server.js';
import { S3Storage } from './s3-storage.js';
import { describeStorage } from './storage.contract.js';

describeStorage('a bucket', async () => {
  const s3 = await startTestS3();
  return {
    settings: {
      FILE_STORAGE: 's3',
      S3_ENDPOINT: s3.options.endpoint,
      S3_BUCKET: s3.options.bucket,
      S3_ACCESS_KEY_ID: s3.options.accessKeyId,
      S3_SECRET_ACCESS_KEY: s3.options.secretAccessKey,
    },
    strict: false,
    stored: () => s3.objects(),
    stop: () => s3.stop(),
  };
});

describe('[O14] a bucket that accepts', () => {
  const KEY = '0123456789abcdef0123456789abcdef';
  const PATH = `${KEY}/${KEY}`;
  const common = { publicEndpoint: '', region: 'us-east-1', bucket: 'b', accessKeyId: 'a', secretAccessKey: 's', pathStyle: true };
  const servers: Server[] = [];
  const serve = async (answer: RequestListener): Promise<S3Storage> => {
    const server = createServer(answer);
    servers.push(server);
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new S3Storage({ ...common, endpoint: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}` });
  };
  afterAll(() => {
    for (const server of servers) {
      server.closeAllConnections();
      server.close();
    }
  });
  const unavailable = (work: Promise<unknown>) => expect(work).rejects.toMatchObject({ failure: 'UNAVAILABLE' });

  it('and never answers is noticed at the first look, before the caller has waited for long', { timeout: 5_000 }, async () => {
    const storage = await serve(() => undefined);
    await unavailable(storage.placed(KEY));
  });

  it('and falls silent at any point is waited for by no reading, keeping or removing for ever', { timeout: 20_000 }, async () => {
    const silent = await serve(() => undefined);
    const onlyLists = await serve(({ method }, response) => {
      if (method !== 'GET') return;
      response.setHeader('content-type', 'application/xml');
      response.end(`<ListBucketResult><Contents><Key>${KEY}/upload</Key></Contents></ListBucketResult>`);
    });
    const halfBodies = await serve((_request, response) => {
      response.writeHead(200, { 'content-length': '10', etag: '"v"' });
      response.write('half ');
    });
    const calls = [
      silent.read(KEY, 'v', 10),
      silent.keep(KEY, 'v'),
      silent.keepInstead(KEY, 'v', Buffer.from('x')),
      silent.dropRest(PATH),
      silent.remove(KEY),
      onlyLists.dropRest(PATH),
      onlyLists.remove(KEY),
      halfBodies.read(KEY, 'v', 10),
    ];
    await Promise.all(calls.map(unavailable));
  });
});

describe('URLs that are signed for a bucket', () => {
  let s3: TestS3;
  let storage: S3Storage;
  beforeAll(async () => {
    s3 = await startSigningS3();
    storage = new S3Storage(s3.options);
  });
  afterAll(() => s3.stop());

  const KEY = '0123456789abcdef0123456789abcdef';
  const target = { fileId: '1', userId: '2', key: KEY, size: 5 };
  const put = (url: string, headers: Record<string, string>, body: string) => fetch(url, { method: 'PUT', headers, body });

  it('[S16] take the announced number of bytes and the announced type, and nothing else', async () => {
    const { url, headers } = await storage.putUrl({ ...target, expiresAt: Date.now() + 60_000 });
    for (const body of ['hell', 'hello!']) expect((await put(url, headers, body)).status).toBe(403);
    expect((await put(url, { 'content-type': 'text/html' }, 'hello')).status).toBe(403);
    expect((await put(url, headers, 'hello')).status).toBe(200);
    expect(await storage.placed(KEY)).toMatchObject({ size: 5 });
  });

  it('[S17] open one object, as what they say, for five minutes at most, and only as they were signed', async () => {
    const { url, headers } = await storage.putUrl({ ...target, expiresAt: Date.now() + 60_000 });
    await put(url, headers, 'hello');
    const path = (await storage.keep(KEY, (await storage.placed(KEY))!.version))!;
    const get = { fileId: '1', userId: '2', path, mime: 'image/png', disposition: 'inline', expiresAt: Date.now() + LINK_MS };
    const link = await storage.getUrl(get);
    const answer = await fetch(link);
    expect([answer.status, answer.headers.get('content-type'), answer.headers.get('content-disposition')]).toEqual([
      200,
      'image/png',
      'inline',
    ]);
    expect(Number(/X-Amz-Expires=(\d+)/.exec(link)?.[1])).toBeLessThanOrEqual(600);
    const changed = [
      link.replace('image%2Fpng', 'text%2Fhtml'),
      link.replace(/X-Amz-Expires=\d+/, 'X-Amz-Expires=604800'),
      link.replace(path, `${KEY}/upload`),
      link.replace(/(X-Amz-Signature=)[0-9a-f]{8}/, '$100000000'),
    ];
    for (const bad of changed) expect((await fetch(bad)).status).toBe(403);
    expect((await put(link, {}, 'hello')).status).toBe(403);
  });
});
