// The built tiers, two devices of one user and somebody he talks to: the list of favourites.
import { expect, it, vi } from 'vitest';
import type { GodwitClient } from './client.js';
import { builtWorld } from './testing/built-world.js';

const SOON = { timeout: 20_000, interval: 20 };

const { register, signedIn } = builtWorld({ access: 2, logic: 2, web: 1 });

async function device(username: string, deviceId: string, onFavourites: () => void = () => undefined): Promise<GodwitClient> {
  const client = await signedIn({ username, deviceId });
  client.on('favourites', onFavourites);
  await client.connect();
  return client;
}

async function texts(client: GodwitClient, limit?: number): Promise<string[][]> {
  const pages: string[][] = [];
  for await (const page of client.favourites(limit ? { limit } : {})) pages.push(page.map(({ entry }) => entry.body.text));
  return pages;
}

it('[F-41] favourites are the same on all own devices, follow edits, and lose what is recalled or deleted', async () => {
  await register('anna', 'bert');
  const [changed, late] = [vi.fn(), vi.fn()];
  const phone = await device('anna', 'phone');
  const laptop = await device('anna', 'laptop', changed);
  const bert = await device('bert', 'desk');
  const { requestId } = await phone.api.requestFriend(bert.userId);
  const { conversationId: id } = await bert.api.acceptRequest(requestId);
  const sent: number[] = [];
  for (const text of ['a heron', 'a crane', 'a stork']) sent.push((await bert.send(id, { text })).seq);
  const [heron, crane, stork] = sent as [number, number, number];
  const notes = (await phone.openDirect(phone.userId)).id;
  const milk = (await phone.send(notes, { text: 'milk' })).seq;

  for (const seq of [heron, crane, stork]) await phone.star(id, seq);
  await phone.star(notes, milk);
  await phone.star(id, heron);
  await vi.waitFor(() => expect(changed).toHaveBeenCalledTimes(4), SOON);
  expect(await texts(laptop)).toEqual([['milk', 'a stork', 'a crane', 'a heron']]);
  expect(await texts(laptop, 3)).toEqual([['milk', 'a stork', 'a crane'], ['a heron']]);
  expect(await texts(bert)).toEqual([]);
  await expect(bert.star(notes, milk)).rejects.toMatchObject({ error: 'CONVERSATION_NOT_FOUND', status: 404 });

  await bert.edit(id, heron, { text: 'two herons' });
  await bert.recall(id, crane);
  await laptop.hide(id, stork);
  await vi.waitFor(() => expect(changed).toHaveBeenCalledTimes(5), SOON);
  for await (const page of laptop.favourites())
    expect(page.map(({ entry }) => [entry.body.text, entry.recalled, entry.editedAt > 0, entry.mine])).toEqual([
      ['milk', false, false, true],
      ['', true, false, false],
      ['two herons', false, true, false],
    ]);

  await laptop.close();
  await phone.unstar(id, crane);
  const tablet = await device('anna', 'tablet', late);
  expect(late).toHaveBeenCalledTimes(1);
  await phone.unstar(notes, milk);
  await vi.waitFor(() => expect(late).toHaveBeenCalledTimes(2), SOON);
  expect(await texts(tablet)).toEqual([['two herons']]);
});
