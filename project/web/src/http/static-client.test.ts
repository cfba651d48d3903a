import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, brotliDecompressSync } from 'node:zlib';
import Fastify, { type FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { registerStaticClient } from './static-client.js';

const dir = mkdtempSync(join(tmpdir(), 'godwit-static-client-'));
const PAGE = '<!doctype html><title>client</title>';
const CODE = 'export const a = 1;';
let server: FastifyInstance;
beforeAll(async () => {
  mkdirSync(join(dir, 'assets'));
  for (const [name, content] of [
    ['index.html', PAGE],
    ['assets/index-abc.js', CODE],
    ['manifest.webmanifest', '{"name":"Godwit"}'],
  ] as const) {
    writeFileSync(join(dir, name), content);
    writeFileSync(join(dir, `${name}.br`), brotliCompressSync(content));
  }
  writeFileSync(join(dir, 'icon-192.png'), 'not compressed');
  server = Fastify();
  await registerStaticClient(server, dir);
});
afterAll(async () => {
  await server.close();
  rmSync(dir, { recursive: true });
});

const get = (url: string, encoding = 'gzip, br') => server.inject({ url, headers: { 'accept-encoding': encoding } });

describe('[U-24] the built client', () => {
  it.each([
    ['/', PAGE, 'text/html', 'no-cache'],
    ['/settings/devices', PAGE, 'text/html', 'no-cache'],
    ['/assets/index-abc.js', CODE, 'javascript', 'public, max-age=31536000, immutable'],
    ['/manifest.webmanifest', '{"name":"Godwit"}', 'application/manifest+json', 'no-cache'],
  ])('%s goes out compressed, with its own type', async (url, content, type, cache) => {
    const answer = await get(url);
    expect(answer.headers).toMatchObject({
      'content-encoding': 'br',
      'cache-control': cache,
      vary: expect.stringMatching(/accept-encoding/i),
    });
    expect(answer.headers['content-type']).toContain(type);
    expect(brotliDecompressSync(answer.rawPayload).toString()).toBe(content);
  });

  it('as it is to whoever takes no compression, and where there is none', async () => {
    const plain = await get('/assets/index-abc.js', 'identity');
    expect([plain.headers['content-encoding'], plain.body]).toEqual([undefined, CODE]);
    const icon = await get('/icon-192.png');
    expect([icon.statusCode, icon.headers['content-encoding'], icon.headers['content-type']]).toEqual([200, undefined, 'image/png']);
  });
});
