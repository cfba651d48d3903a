import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { FakeClock } from '@godwit/shared/testing/fake-clock';
import { LocalStorage } from './local-storage.js';
import { createSignedUrls } from './signed-urls.js';

let dir: string;
let storage: LocalStorage;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'godwit-files-'));
  storage = new LocalStorage(dir, createSignedUrls('a key', new FakeClock()));
});
afterEach(() => {
  rmSync(dir, { recursive: true, force: true });
});

const keyOf = (n: number): string => n.toString(16).padStart(32, '0');
const begin = (key: string) => {
  const body = new PassThrough();
  body.write('hel');
  return { body, written: storage.write(key, 5, body) };
};
const stored = (): string[] => readdirSync(dir, { recursive: true, withFileTypes: true }).flatMap((e) => (e.isFile() ? [e.name] : []));

it('[F-46] one URL that is put to many times at once takes one place of all uploads, and the last body is the upload', async () => {
  const one = Array.from({ length: 200 }, () => begin(keyOf(1)));
  const other = begin(keyOf(2));
  expect(storage.writes).toBe(2);
  const last = one.at(-1)!;
  for (const { body } of [last, other]) body.end('lo');
  expect(await Promise.all(one.map(({ written }) => written))).toEqual([...one.slice(1).map(() => 'broken off'), 'written']);
  expect(await other.written).toBe('written');
  expect([storage.writes, stored()]).toEqual([0, ['upload', 'upload']]);
});

it('[F-46] [C18] at 128 files no other is taken, and a place that becomes free is', async () => {
  const uploads = Array.from({ length: 128 }, (_, n) => begin(keyOf(n)));
  expect(await begin(keyOf(200)).written).toBe('busy');
  for (const { body } of uploads) body.end('lo');
  expect(new Set(await Promise.all(uploads.map(({ written }) => written)))).toEqual(new Set(['written']));
  const next = begin(keyOf(200));
  next.body.end('lo');
  expect(await next.written).toBe('written');
});
