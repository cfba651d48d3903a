// The built client from a server that only has files: what the service worker does needs no other tier.
import { createServer, type Server } from 'node:http';
import { readFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { clientDirectory } from '../client-directory.js';
import { type Engine, startChromium } from './engines.js';
import { type Tab, until } from './tab.js';

const TYPES: Record<string, string> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.webmanifest': 'application/manifest+json',
};

/** A later build: the same files, another page and another version in the worker. */
let release = 1;
const asReleased = (path: string, content: Buffer): Buffer | string => {
  if (release === 1) return content;
  if (path === '/service-worker.js') return content.toString().replace(/("version":\s*["`])/, '$1later');
  return path === '/index.html' ? content.toString().replace('<body>', '<body data-release="2">') : content;
};

let server: Server;
let url: string;
let engine: Engine;
beforeAll(async () => {
  server = createServer((request, response) => {
    const asked = new URL(request.url ?? '/', 'http://localhost').pathname;
    const path = extname(asked) === '' ? '/index.html' : asked;
    if (asked.startsWith('/api/')) response.writeHead(503).end();
    else
      readFile(join(clientDirectory, path)).then(
        (content) => response.writeHead(200, { 'content-type': TYPES[extname(path)] ?? 'text/plain' }).end(asReleased(path, content)),
        () => response.writeHead(404).end(),
      );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://localhost:${(server.address() as AddressInfo).port}`;
  engine = await startChromium();
});
afterAll(async () => {
  await engine.close();
  server.close();
});

const activated = (tab: Tab) =>
  until(
    tab,
    'a page of the service worker',
    async () => (await navigator.serviceWorker.ready, navigator.serviceWorker.controller !== null),
    undefined,
  );
const shows = (tab: Tab, css: string) => until(tab, css, (selector) => document.querySelector(selector) !== null, css);
const releaseOf = (tab: Tab) => tab.evaluate(() => document.body.dataset['release'] ?? '1', undefined);

describe('the installed client', () => {
  it('[U-20] opens at every address without a network, and loads nothing from other hosts', async () => {
    release = 1;
    const tab = await engine.tab();
    await tab.goto(`${url}/login`);
    await activated(tab);
    await tab.offline(true);
    for (const path of ['/register', '/settings/devices', '/chat/12', '/']) {
      await tab.goto(url + path);
      await shows(tab, '[data-testid="login-form"], [data-testid="register-form"]');
    }
    const hosts = await tab.evaluate(() => performance.getEntriesByType('resource').map(({ name }) => new URL(name).host), undefined);
    expect(hosts.filter((host) => host !== new URL(url).host)).toEqual([]);
    await tab.close();
  });

  it('[U-20] can be installed: name, icons of both kinds and a start address', async () => {
    const tab = await engine.tab();
    await tab.goto(`${url}/login`);
    const icons = await tab.evaluate(async () => {
      const link = document.querySelector<HTMLLinkElement>('link[rel=manifest]');
      const manifest = (await (await fetch(link!.href)).json()) as {
        name: string;
        start_url: string;
        icons: { src: string; sizes: string; purpose?: string }[];
      };
      const sizes = manifest.icons.map(async ({ src, sizes: said, purpose = 'any' }) => {
        const image = new Image();
        image.src = src;
        await image.decode();
        return said === 'any' ? `${purpose} vector` : `${purpose} ${said} ${image.naturalWidth}x${image.naturalHeight}`;
      });
      return [manifest.name, manifest.start_url, ...(await Promise.all(sizes))];
    }, undefined);
    expect(icons).toEqual([
      'Godwit',
      '/chat',
      'any vector',
      'any 192x192 192x192',
      'any 512x512 512x512',
      'maskable 192x192 192x192',
      'maskable 512x512 512x512',
    ]);
    await tab.close();
  });

  it('[U-20] stays at its version until the user takes the new one', async () => {
    release = 1;
    const tab = await engine.tab();
    await tab.goto(`${url}/login`);
    await activated(tab);
    release = 2;
    await tab.reload();
    expect(await releaseOf(tab)).toBe('1');
    await shows(tab, '[data-testid="update-prompt"]');
    await tab.reload();
    expect(await releaseOf(tab)).toBe('1');
    await tab.click('[data-testid="update-now"]');
    // A page that is just being left answers nothing.
    await expect.poll(() => releaseOf(tab).catch(() => ''), { timeout: 15_000 }).toBe('2');
    await shows(tab, '[data-testid="login-form"]');
    const caches = await tab.evaluate(
      async () => (await globalThis.caches.keys()).filter((name) => name.startsWith('godwit-shell-')).length,
      undefined,
    );
    expect(caches).toBe(2);
    await tab.close();
  });
});
