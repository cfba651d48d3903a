import { expect, it } from 'vitest';
import { FallbackStore } from './fallback.js';
import { IndexedDbStore } from './indexeddb.js';
import { MemoryStore } from './memory.js';

it('[U-21] a platform without a working database runs from memory and says so', async () => {
  const failures: unknown[] = [];
  const store = new FallbackStore(new IndexedDbStore({ name: 'none' }), (error) => failures.push(error));
  expect(store.kind).toBe('indexeddb');
  expect(await store.load()).toEqual({ meta: {}, conversations: [], outbox: [] });
  await store.commit([{ put: 'meta', key: 'transport', value: { kind: 'websocket', at: 1 } }]);
  expect((await store.load()).meta.transport).toEqual({ kind: 'websocket', at: 1 });
  expect(store.kind).toBe('fallback');
  expect(failures).toHaveLength(1);
});

it('[U-21] the commit that found the database full is not lost', async () => {
  const full = new MemoryStore();
  full.commit = () => Promise.reject(new DOMException('full', 'QuotaExceededError'));
  const store = new FallbackStore(full, () => undefined);
  await store.commit([{ put: 'meta', key: 'transport', value: { kind: 'websocket', at: 2 } }]);
  expect((await store.load()).meta.transport?.at).toBe(2);
});
