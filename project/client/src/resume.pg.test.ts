// The built tiers, and a device whose connection breaks for a moment.
import { expect, it } from 'vitest';
import type { GodwitClient } from './client.js';
import { builtWorld } from './testing/built-world.js';

const built = builtWorld({ access: 1, logic: 1, web: 1, proxied: ['websocket'] });

async function resumed(): Promise<number> {
  const text = await (await fetch(`http://127.0.0.1:${String(built.world.access[0]!.ports['internal'])}/metrics`)).text();
  return Number(/godwit_access_resumes_total\{[^}]*outcome="resumed"[^}]*\} (\d+)/.exec(text)?.[1] ?? 0);
}

const statusOf = (client: GodwitClient, at: string): Promise<void> =>
  new Promise((resolve) => {
    if (client.status.at === at) {
      resolve();
      return;
    }
    const end = client.on('status', (status) => {
      if (status.at !== at) return;
      end();
      resolve();
    });
  });

it('[F-11] [R6] [R7] what came while the connection was broken is there afterwards, once and in order, without a sync', async () => {
  await built.register('alice', 'bob');
  const [alice, bob] = [await built.online({ username: 'alice' }), await built.online({ username: 'bob' })];
  const { requestId } = await bob.api.requestFriend(alice.userId);
  const { conversationId: id } = await alice.api.acceptRequest(requestId);
  const got: number[] = [];
  bob.on('entry', (entry) => got.push(entry.seq));
  const proxy = built.world.accessProxies[0]!.websocket!;
  for (let round = 1; round <= 3; round += 1) {
    await alice.send(id, { text: `before ${String(round)}` });
    const before = await resumed();
    proxy.set({ refuse: true });
    proxy.cut();
    await Promise.all([statusOf(alice, 'waiting'), statusOf(bob, 'waiting')]);
    const waiting = alice.send(id, { text: `while away ${String(round)}` });
    const own = bob.send(id, { text: `from the outbox ${String(round)}` });
    proxy.clear();
    alice.wake();
    await waiting;
    bob.wake();
    await own;
    await Promise.all([statusOf(alice, 'online'), statusOf(bob, 'online')]);
    expect(await resumed()).toBe(before + 2);
  }
  const last = await alice.send(id, { text: 'last' });
  while (got.at(-1) !== last.seq) await new Promise((resolve) => setTimeout(resolve, 20));
  await bob.open(id);
  expect(bob.entries(id).flatMap((i) => (i.at === 'entry' ? [i.seq] : []))).toEqual(Array.from({ length: last.seq }, (_, i) => i + 1));
  expect(got).toEqual([...new Set(got)].sort((a, b) => a - b));
});
