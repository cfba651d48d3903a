import 'fake-indexeddb/auto';
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
