// The built tiers, and devices that keep the lists of people.
import { expect, it, vi } from 'vitest';
import { type Clock, systemClock } from '@godwit/shared/clock';
import type { GodwitClient } from './client.js';
import { DIGEST_MS } from './inbox/catch-up.js';
import { MemoryStore } from './store/memory.js';
import { builtWorld } from './testing/built-world.js';

const SOON = { timeout: 20_000, interval: 20 };

const { register, signedIn, online } = builtWorld({ access: 1, logic: 2, web: 1 });

const befriend = async (a: GodwitClient, b: GodwitClient): Promise<void> => {
  const { requestId } = await a.api.requestFriend(b.userId);
  await b.api.acceptRequest(requestId);
};
const names = (client: GodwitClient): string[] => client.people().friends.map((friend) => friend.remark || friend.nickname);

it('[F-65] [F-67] a star and a remark reach the other own devices, and nobody else', async () => {
  await register('anna', 'bert', 'carl');
  const phone = await online({ username: 'anna', deviceId: 'phone' });
  const laptop = await online({ username: 'anna', deviceId: 'laptop' });
  const [bert, carl] = [await online({ username: 'bert' }), await online({ username: 'carl' })];
  await befriend(bert, phone);
  await befriend(carl, phone);
  for (const client of [phone, laptop, bert]) await client.followPeople();
  expect([names(laptop), names(bert)]).toEqual([['bert', 'carl'], ['anna']]);
  const told = vi.fn();
  bert.on('people', told);
  await phone.api.changeFriend(bert.userId, { starred: true });
  await phone.api.setRemark(bert.userId, '曾医生');
  await vi.waitFor(() => expect(names(laptop)).toEqual(['carl', '曾医生']), SOON);
  expect(laptop.people().friends[1]).toMatchObject({ starred: true, letter: 'Z', pinyin: 'zeng yi sheng', initials: 'zys' });
  expect(bert.people().friends).toMatchObject([{ starred: false, remark: '' }]);
  expect(told).not.toHaveBeenCalled();
});

it('[F-62] [F-65] [F-66] a device that returns asks only for what has changed, and ends with what a new one reads', async () => {
  await register('dora', 'emil', 'fred', 'gina');
  const store = new MemoryStore();
  const before = await online({ username: 'dora', deviceId: 'old', store });
  const [emil, fred, gina] = [await online({ username: 'emil' }), await online({ username: 'fred' }), await online({ username: 'gina' })];
  for (const friend of [emil, fred]) await befriend(friend, before);
  await before.followPeople();
  await before.close();

  const other = await online({ username: 'dora', deviceId: 'other' });
  await other.api.deleteFriend(emil.userId);
  await befriend(gina, other);
  await other.api.block(emil.userId);
  await fred.api.updateProfile({ nickname: '阿弗' });

  const after = await signedIn({ username: 'dora', deviceId: 'old', store });
  expect(names(after)).toEqual(['emil', 'fred']);
  const read = vi.spyOn(after.api, 'friendChanges');
  await after.followPeople();
  expect(read).toHaveBeenCalledTimes(1);
  expect(read.mock.calls[0]![0]).not.toBe('');
  expect(await read.mock.results[0]!.value).toMatchObject({ full: false, removed: [emil.userId] });
  const fresh = await other.followPeople();
  expect(names(after)).toEqual(['阿弗', 'gina']);
  expect(after.people()).toEqual(fresh);
  expect(fresh.blocks).toMatchObject([{ userId: emil.userId }]);
  expect(fresh.requests.map(({ userId, status }) => [userId, status])).toEqual([gina, fred].map(({ userId }) => [userId, 'accepted']));
});

it('[F-52] [F-64] [U-1] badges count what waits, live, without the lists, and ask for nothing before they are wanted', async () => {
  await register('hans', 'ivan', 'jana');
  const hans = await online({ username: 'hans' });
  const tablet = await online({ username: 'hans', deviceId: 'tablet' });
  const [ivan, jana] = [await online({ username: 'ivan' }), await online({ username: 'jana' })];
  const list = vi.spyOn(hans.api, 'friendRequests');
  const counted = vi.spyOn(tablet.api, 'pendingRequests');
  const told: number[][] = [];
  hans.on('badges', (b) => told.push([b.friendRequests, b.groupApplications]));
  expect(await hans.followBadges()).toEqual({ friendRequests: 0, groupApplications: 0 });
  const until = (friendRequests: number, groupApplications: number) =>
    vi.waitFor(() => expect(hans.badges()).toEqual({ friendRequests, groupApplications }), SOON);

  const { requestId } = await ivan.api.requestFriend(hans.userId);
  await until(1, 0);
  await tablet.api.acceptRequest(requestId);
  await until(0, 0);
  await jana.api.requestFriend(hans.userId);
  await until(1, 0);
  await tablet.api.block(jana.userId);
  await until(0, 0);
  const { conversationId } = await tablet.api.groups.create('Birds', [ivan.userId]);
  await jana.api.groups.join(conversationId);
  await until(0, 1);
  const [application] = (await tablet.api.groups.applications(conversationId)).applications;
  await tablet.api.groups.reject(conversationId, application!.id);
  await until(0, 0);
  expect(told).toEqual([
    [1, 0],
    [0, 0],
    [1, 0],
    [0, 0],
    [0, 1],
    [0, 0],
  ]);
  expect([list, counted].map((call) => call.mock.calls.length)).toEqual([0, 0]);
});

const syncedAt = ({ status }: GodwitClient): number => (status.at === 'online' ? status.lastSyncAt : 0);

/** Looks for what it may have missed every half second instead of every minute. */
const LOOKS_OFTEN: Clock = { ...systemClock, setTimeout: (fn, ms) => systemClock.setTimeout(fn, ms === DIGEST_MS ? 500 : ms) };

it('[F-62] a new name or picture of a friend is in his conversation and in the list without an event, and an idle client asks for nothing', async () => {
  await register('pia', 'quin');
  const pia = await online({ username: 'pia', clock: LOOKS_OFTEN });
  const quin = await online({ username: 'quin' });
  await befriend(quin, pia);
  const { id } = await pia.openDirect(quin.userId);
  await pia.followPeople();
  await pia.followBadges();
  const title = (): string | undefined => pia.conversations().find((c) => c.id === id)?.title;
  await vi.waitFor(() => expect([title(), names(pia)]).toEqual(['quin', ['quin']]), SOON);
  const asked = [vi.spyOn(pia.api, 'friendChanges'), vi.spyOn(pia.api, 'requestChanges'), vi.spyOn(pia.api, 'pendingRequests')];
  const syncs = async (count: number): Promise<void> => {
    for (let i = 0; i < count; i++) {
      const before = syncedAt(pia);
      await vi.waitFor(() => expect(syncedAt(pia)).toBeGreaterThan(before), SOON);
    }
  };
  await syncs(3);
  expect(asked.map((call) => call.mock.calls.length)).toEqual([0, 0, 0]);
  await quin.api.updateProfile({ nickname: 'Quintessa' });
  await vi.waitFor(() => expect([title(), names(pia)]).toEqual(['Quintessa', ['Quintessa']]), SOON);
  await syncs(3);
  expect(asked.map((call) => call.mock.calls.length)).toEqual([1, 1, 0]);
});

it('[F-69] presence of friends over REST, and nothing of strangers', async () => {
  await register('karl', 'lena', 'mona');
  const [karl, lena, mona] = [await signedIn({ username: 'karl' }), await online({ username: 'lena' }), await online({ username: 'mona' })];
  await befriend(lena, karl);
  const ids = [mona.userId, lena.userId];
  const stranger = { userId: mona.userId, online: false, lastSeenAt: 0 };
  await vi.waitFor(
    async () => expect(await karl.api.presence(ids)).toEqual([stranger, { userId: lena.userId, online: true, lastSeenAt: 0 }]),
    SOON,
  );
  await karl.api.block(lena.userId);
  expect(await karl.api.presence(ids)).toEqual([stranger, { ...stranger, userId: lena.userId }]);
});

it('[U-6] [F-69] how many of a group are online, for its members', async () => {
  await register('walt', 'xena', 'yuri');
  const [walt, xena, yuri] = [await online({ username: 'walt' }), await online({ username: 'xena' }), await signedIn({ username: 'yuri' })];
  await befriend(walt, xena);
  await befriend(yuri, walt);
  const { conversationId: group } = await walt.api.groups.create('Waders', [xena.userId, yuri.userId]);
  await vi.waitFor(async () => expect(await walt.api.groups.online(group)).toEqual({ online: 2 }), SOON);
  // xena is no friend of his
  expect(await yuri.api.groups.online(group)).toEqual({ online: 1 });
  await walt.api.groups.remove(group, yuri.userId);
  await expect(yuri.api.groups.online(group)).rejects.toMatchObject({ error: 'NOT_A_MEMBER' });
});

it('what is kept of one user is nothing of the next', async () => {
  await register('nora', 'olaf');
  const device = await online({ username: 'nora', deviceId: 'shared' });
  const olaf = await online({ username: 'olaf' });
  await befriend(olaf, device);
  await device.followPeople();
  await device.followBadges();
  expect(names(device)).toEqual(['olaf']);
  await device.login({ username: 'olaf', password: 'correct horse battery' });
  expect(device.people()).toEqual({ friends: [], requests: [], blocks: [] });
  expect(device.badges()).toEqual({ friendRequests: 0, groupApplications: 0 });
  await device.followPeople();
  expect(names(device)).toEqual(['nora']);
});
