// The built tiers: somebody with two devices, friends and a group deletes his account.
import { expect, it, vi } from 'vitest';
import { builtWorld, PASSWORD } from './testing/built-world.js';

const SOON = { timeout: 20_000, interval: 20 };

const { register, signedIn } = builtWorld({ access: 2, logic: 2, web: 1 });

it('[F-71] [F-17] the end of an account cuts its live sessions, leaves groups and keeps what others have', async () => {
  await register('anna', 'bert', 'carl');
  const phone = await signedIn({ username: 'anna', deviceId: 'phone' });
  const laptop = await signedIn({ username: 'anna', deviceId: 'laptop' });
  const bert = await signedIn({ username: 'bert', deviceId: 'desk' });
  const ended = vi.fn();
  laptop.on('session-ended', ended);
  for (const client of [phone, laptop, bert]) await client.connect();
  const { requestId } = await phone.api.requestFriend(bert.userId);
  const { conversationId: direct } = await bert.api.acceptRequest(requestId);
  await phone.send(direct, { text: 'goodbye' });
  const { conversationId: group } = await phone.api.groups.create('Birds', [bert.userId]);
  const annaId = phone.userId;

  await expect(phone.deleteAccount('not the password')).rejects.toMatchObject({ error: 'WRONG_CREDENTIALS', status: 401 });
  await expect(phone.deleteAccount(PASSWORD)).rejects.toMatchObject({ error: 'OWNER_CANNOT_LEAVE', status: 409 });
  await phone.api.groups.transfer(group, bert.userId);
  expect(phone.status.at).toBe('online');

  const { version } = await bert.api.friendChanges('');
  await phone.deleteAccount(PASSWORD);
  await vi.waitFor(() => expect(ended).toHaveBeenCalledWith('revoked'), SOON);
  expect([phone.status.at, phone.conversations()]).toEqual(['stopped', []]);
  await expect(laptop.api.profile()).rejects.toMatchObject({ status: 401 });

  await vi.waitFor(() => expect(bert.conversations().find(({ id }) => id === direct)).toMatchObject({ title: '', peerId: annaId }), SOON);
  await vi.waitFor(() => expect(bert.conversations().find(({ id }) => id === group)).toMatchObject({ memberCount: 1 }), SOON);
  const kept: string[] = [];
  for await (const page of bert.history(direct)) kept.push(...page.map(({ body }) => body.text).filter((text) => text !== ''));
  expect(kept).toEqual(['goodbye']);
  expect(await bert.api.friends()).toEqual([]);
  expect(await bert.api.friendChanges(version)).toMatchObject({ removed: [annaId], friends: [] });
  expect(await bert.api.searchUser('anna')).toEqual([]);
  await expect(bert.api.user(annaId)).rejects.toMatchObject({ error: 'USER_NOT_FOUND' });
  await expect(bert.api.requestFriend(annaId)).rejects.toMatchObject({ error: 'USER_NOT_FOUND' });
  await expect(bert.send(direct, { text: 'still there?' })).rejects.toMatchObject({ error: 'NOT_FRIENDS' });

  await expect(signedIn({ username: 'anna', deviceId: 'tablet' })).rejects.toMatchObject({ error: 'WRONG_CREDENTIALS' });
  await expect(register('anna')).rejects.toMatchObject({ error: 'USERNAME_TAKEN' });
});
