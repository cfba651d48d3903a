// The built tiers and one device that empties its cache.
import { expect, it } from 'vitest';
import { MemoryStore } from './store/memory.js';
import { builtWorld } from './testing/built-world.js';

const { register, online } = builtWorld({ access: 1, logic: 1, web: 1 });

it('[U-20] a device that empties its cache has the same conversations and opened timeline again, and stays signed in', async () => {
  await register('anna', 'bert');
  const store = new MemoryStore();
  const anna = await online({ username: 'anna', store });
  const bert = await online({ username: 'bert' });
  const { requestId } = await anna.api.requestFriend(bert.userId);
  await bert.api.acceptRequest(requestId);
  const { id } = await anna.openDirect(bert.userId);
  await anna.open(id);
  for (const text of ['one', 'two', 'three']) await anna.send(id, { text });
  const before = anna.entries(id);
  const tokens = (await store.load()).meta.tokens;

  await anna.clearCache();
  expect(anna.status.at).toBe('online');
  expect(anna.conversations().map((c) => c.id)).toEqual([id]);
  expect(anna.entries(id)).toEqual(before);
  expect(anna.entries(id)).not.toBe(before);
  expect((await store.load()).meta.tokens).toEqual(tokens);
  await expect(anna.send(id, { text: 'four' })).resolves.toMatchObject({ seq: before.length + 1 });
});

it('[U-20] an opened timeline is as bounded after it as before', async () => {
  await register('carl', 'dora');
  const carl = await online({ username: 'carl' });
  const dora = await online({ username: 'dora' });
  const { requestId } = await carl.api.requestFriend(dora.userId);
  await dora.api.acceptRequest(requestId);
  const { id } = await carl.openDirect(dora.userId);
  await carl.open(id);
  carl.keepAround(id, Infinity, 3);
  for (const text of ['one', 'two', 'three', 'four', 'five']) await carl.send(id, { text });
  expect(carl.entries(id).filter(({ at }) => at === 'entry')).toHaveLength(3);

  await carl.clearCache();
  await carl.send(id, { text: 'six' });
  expect(carl.entries(id).filter(({ at }) => at === 'entry')).toHaveLength(3);
});
