// Groups through the SDK: built tiers as processes, two of access and of logic, three devices of two people.
import { expect, it, vi } from 'vitest';
import { builtWorld } from './testing/built-world.js';
import type { GroupOperation } from './wire.js';

const PATIENCE = { timeout: 20_000, interval: 20 };

const { register, online } = builtWorld({ access: 2, logic: 2, web: 1 });

const eventually = (check: () => void): Promise<void> => vi.waitFor(check, PATIENCE);

it('[F-51] [F-54] [F-56] a group is on every device at once, and ends for who is removed', async () => {
  await register('anna', 'bert');
  const [phone, laptop, bert] = await Promise.all([
    online({ username: 'anna', deviceId: 'phone' }),
    online({ username: 'anna', deviceId: 'laptop' }),
    online({ username: 'bert', deviceId: 'desk' }),
  ]);
  const { requestId } = await phone.api.requestFriend(bert.userId);
  await bert.api.acceptRequest(requestId);
  const operations: GroupOperation[] = [];
  bert.on('operation', (operation) => operations.push(operation));

  const { conversationId: id } = await phone.api.groups.create('Birds', [bert.userId]);
  for (const client of [phone, laptop, bert])
    await eventually(() => expect(client.conversation(id)).toMatchObject({ type: 'group', title: 'Birds', memberCount: 2, lastSeq: 1 }));
  expect(laptop.conversation(id)).toMatchObject({ role: 2, ownerId: phone.userId, unread: 0 });
  await bert.send(id, { text: 'a heron' });
  await eventually(() => expect(laptop.conversation(id)).toMatchObject({ unread: 1, lastSeq: 2 }));

  await phone.api.groups.update(id, { title: 'Waders', announcement: 'at dawn' });
  for (const client of [phone, laptop, bert])
    await eventually(() => expect(client.conversation(id)).toMatchObject({ title: 'Waders', announcement: 'at dawn', lastSeq: 3 }));
  await phone.api.groups.mute(id, bert.userId, Date.now() + 3_600_000);
  await eventually(() => expect(bert.conversation(id)?.mutedUntil).toBeGreaterThan(Date.now()));
  await expect(bert.send(id, { text: 'muted' })).rejects.toMatchObject({ error: 'MUTED' });

  expect(await phone.api.groups.names(id, [bert.userId, '5'])).toMatchObject([
    { userId: bert.userId, username: 'bert', groupNickname: '' },
  ]);
  await expect(phone.api.groups.names(id, [])).rejects.toMatchObject({ error: 'INVALID_ARGUMENT' });

  await phone.api.groups.remove(id, bert.userId);
  await eventually(() => expect(bert.conversation(id)).toMatchObject({ removed: true, lastSeq: 5 }));
  await phone.send(id, { text: 'alone' });
  await eventually(() => expect(laptop.conversation(id)).toMatchObject({ memberCount: 1, lastSeq: 6 }));
  await expect(bert.send(id, { text: 'gone' })).rejects.toMatchObject({ error: 'NOT_A_MEMBER' });
  await bert.open(id);
  expect(bert.entries(id).flatMap((item) => (item.at === 'entry' ? [item.seq] : []))).toEqual([1, 2, 3, 4, 5]);
  expect(operations.map((o) => o.operation)).toEqual(['created', 'muted', 'member_removed']);

  const { code } = await laptop.api.groups.createLink(id, { maxUses: 1 });
  expect(await bert.api.groups.joinByLink(code)).toEqual({ conversationId: id });
  await eventually(() => expect(bert.conversation(id)).toMatchObject({ removed: false, memberCount: 2, lastSeq: 7 }));
  expect((await bert.api.groups.members(id, { limit: 1 })).members).toMatchObject([{ userId: phone.userId, role: 'owner' }]);
  await phone.api.groups.dismiss(id);
  for (const client of [phone, laptop, bert])
    await eventually(() => expect(client.conversation(id)).toMatchObject({ removed: true, memberCount: 0, lastSeq: 8 }));
});
