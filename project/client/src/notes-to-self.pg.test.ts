// The built tiers and two devices of one user: his notes to himself.
import { expect, it, vi } from 'vitest';
import type { Id } from '@godwit/shared/ids/id';
import type { GodwitClient } from './client.js';
import { builtWorld } from './testing/built-world.js';

const SOON = { timeout: 20_000, interval: 20 };

const { register, online } = builtWorld({ access: 2, logic: 2, web: 1 });

const texts = (client: GodwitClient, id: Id): string[] =>
  client.entries(id).flatMap((item) => (item.at === 'entry' ? [item.body.text] : []));

it('[F-41] notes to oneself are in the list of all own devices, in order, and never unread', async () => {
  await register('anna');
  const [phone, laptop] = await Promise.all([
    online({ username: 'anna', deviceId: 'phone' }),
    online({ username: 'anna', deviceId: 'laptop' }),
  ]);
  const typing = vi.fn();
  for (const client of [phone, laptop]) client.on('typing', typing);

  const { id } = await phone.openDirect(phone.userId);
  expect(await laptop.openDirect(laptop.userId)).toEqual({ id });
  for (const client of [phone, laptop])
    await vi.waitFor(() => expect(client.conversations()).toMatchObject([{ id, type: 'self', title: '', peerId: '0', unread: 0 }]), SOON);
  await laptop.open(id);
  phone.setTyping(id, true);
  await phone.send(id, { text: 'milk' });
  await phone.send(id, { text: 'bread' });
  await vi.waitFor(() => expect(texts(laptop, id)).toEqual(['milk', 'bread']), SOON);
  expect([laptop.conversation(id)?.unread, laptop.unread(), phone.unread()]).toEqual([0, 0, 0]);
  await laptop.send(id, { text: 'eggs' });
  await vi.waitFor(() => expect(phone.conversation(id)?.lastEntry?.body.text).toBe('eggs'), SOON);

  const tablet = await online({ username: 'anna', deviceId: 'tablet' });
  await tablet.open(id);
  expect([texts(tablet, id), tablet.unread()]).toEqual([['milk', 'bread', 'eggs'], 0]);
  await tablet.hide(id, 2);
  await tablet.setPinned(id, true);
  await vi.waitFor(() => expect([texts(laptop, id), phone.conversation(id)!.pinnedAt > 0]).toEqual([['milk', 'eggs'], true]), SOON);
  await laptop.clear(id);
  await tablet.closeConversation(id);
  await vi.waitFor(() => expect([texts(tablet, id), phone.conversations()]).toEqual([[], []]), SOON);
  await phone.send(id, { text: 'again' });
  await vi.waitFor(() => expect(laptop.conversations()).toMatchObject([{ id, unread: 0 }]), SOON);
  expect(typing).not.toHaveBeenCalled();
});
