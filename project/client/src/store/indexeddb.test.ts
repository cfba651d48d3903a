import 'fake-indexeddb/auto';
import { openDB } from 'idb';
import { expect, it } from 'vitest';
import type { StoreWrite } from './store.js';
import { FallbackStore } from './fallback.js';
import { IndexedDbStore } from './indexeddb.js';
import { storeContract } from './store.contract.js';

let databases = 0;

storeContract('IndexedDB', () => {
  const name = `test-${(databases += 1)}`;
  return { open: () => new IndexedDbStore({ name }) };
});

storeContract('IndexedDB behind the fallback', () => {
  const name = `test-${(databases += 1)}`;
  return { open: () => new FallbackStore(new IndexedDbStore({ name }), () => undefined) };
});

it('[C3] a commit that fails half-way changes nothing', async () => {
  const store = new IndexedDbStore({ name: 'atomic' });
  const good: StoreWrite = { put: 'meta', key: 'transport', value: { kind: 'websocket', at: 1 } };
  const bad = { put: 'outbox', item: { clientMsgId: undefined } } as unknown as StoreWrite;
  await expect(store.commit([good, bad])).rejects.toThrow();
  expect((await store.load()).meta).toEqual({});
  await store.commit([good]);
  expect((await store.load()).meta.transport).toEqual({ kind: 'websocket', at: 1 });
});

it('[U-21] a cache of an older form is dropped; what is unsent and who is signed in stays', async () => {
  const old = await openDB('older', 1, {
    upgrade(database) {
      for (const table of ['meta', 'conversations', 'entries', 'outbox']) database.createObjectStore(table);
    },
  });
  const tokens = { userId: '1', accessToken: 'a', refreshToken: 'r', expiresAt: 9 };
  const item = { clientMsgId: '5' };
  await Promise.all([
    old.put('meta', tokens, 'tokens'),
    old.put('meta', { userId: '1', syncTime: 7, userVersion: 3 }, 'sync'),
    old.put('conversations', { id: '7' }, '7'),
    old.put('entries', { seq: 1 }, '7:1'),
    old.put('outbox', item, '5'),
  ]);
  old.close();
  expect(await new IndexedDbStore({ name: 'older' }).load()).toEqual({ meta: { tokens }, conversations: [], outbox: [item] });
});
