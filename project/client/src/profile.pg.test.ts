// The built tiers, three devices of one user and a friend of his: switches of the profile.
import { expect, it, vi } from 'vitest';
import { builtWorld, PASSWORD } from './testing/built-world.js';

const SOON = { timeout: 20_000, interval: 20 };

const { register, signedIn } = builtWorld({ access: 2, logic: 2, web: 1 });

it('[F-62] [F-69] a switch that one device sets is read by the others, also by one that was away, and holds for friends at once', async () => {
  await register('anna', 'bert');
  const [changed, late] = [vi.fn(), vi.fn()];
  const phone = await signedIn({ username: 'anna', deviceId: 'phone' });
  const laptop = await signedIn({ username: 'anna', deviceId: 'laptop' });
  const bert = await signedIn({ username: 'bert', deviceId: 'desk' });
  laptop.on('profile', changed);
  for (const client of [phone, laptop, bert]) await client.connect();
  const { requestId } = await phone.api.requestFriend(bert.userId);
  await bert.api.acceptRequest(requestId);
  const seen = new Map<string, boolean>();
  bert.on('presence', (users) => users.forEach(({ userId, online }) => seen.set(userId, online)));
  /** Says again what is on the screen: an answer may be from before. */
  const look = (): void => {
    bert.watchPresence([]);
    bert.watchPresence([phone.userId]);
  };
  await vi.waitFor(() => (look(), expect(seen.get(phone.userId)).toBe(true)), { timeout: 20_000, interval: 500 });

  await phone.api.updateProfile({ showPresence: false, findBy: { username: false } });
  await vi.waitFor(() => expect(changed).toHaveBeenCalledTimes(1), SOON);
  expect(await laptop.api.profile()).toMatchObject({ showPresence: false, findBy: { id: true, username: false } });
  expect(await bert.api.searchUser('anna')).toEqual([]);
  await vi.waitFor(() => (look(), expect(seen.get(phone.userId)).toBe(false)), { timeout: 20_000, interval: 500 });

  await laptop.close();
  const tablet = await signedIn({ username: 'anna', deviceId: 'tablet' });
  tablet.on('profile', late);
  await tablet.connect();
  expect(late).toHaveBeenCalledTimes(1);
  await expect(bert.api.updateProfile({ email: 'b@example.org' })).resolves.toMatchObject({ email: 'b@example.org' });
  await expect(phone.api.updateProfile({ email: 'b@example.org' })).rejects.toMatchObject({ error: 'CONTACT_TAKEN', status: 409 });
});

it('[S10] what one user asked for is not asked again for another, who signed in before the refusal came', async () => {
  await register('first', 'second');
  const [first, second] = [await signedIn({ username: 'first' }), await signedIn({ username: 'second' })];
  const own = await second.api.profile();
  const tokens = await first.api.login({ username: 'first', password: PASSWORD });
  const next = await second.api.login({ username: 'second', password: PASSWORD });
  await first.useTokens({ ...tokens, accessToken: 'ended' });
  const asked = first.api.updateProfile({ nickname: 'of the first one' });
  await first.useTokens(next);
  await expect(asked).rejects.toMatchObject({ error: 'UNAUTHENTICATED' });
  expect(await second.api.profile()).toEqual(own);
});
