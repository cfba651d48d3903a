import { expect, it, vi } from 'vitest';
import { FakeClock } from '@godwit/shared/testing/fake-clock';
import { People } from './people.js';

/** A server whose lists are empty, at these versions. */
function served(versions: { friends: number; requests: number; blocks: number }, clock = new FakeClock()) {
  const answer = (version: number) => ({ version: `${String(version)}.${String(clock.now())}`, full: false, removed: [] });
  const api = {
    friendChanges: vi.fn(async () => ({ ...answer(versions.friends), friends: [] })),
    requestChanges: vi.fn(async () => ({ ...answer(versions.requests), requests: [] })),
    blockChanges: vi.fn(async () => ({ ...answer(versions.blocks), blocks: [] })),
  };
  const user = { id: '1' };
  const keep = vi.fn(async () => undefined);
  const changed = vi.fn();
  const people = new People({ api, clock, me: () => user.id, keep, changed });
  return { people, api, user, keep, changed };
}

it('[F-65] what a sync says of the lists is news once, and none when they were read since', async () => {
  const versions = { friends: 12, requests: 3, blocks: 0 };
  const { people } = served(versions);
  expect([people.isNews(0), people.isNews(15), people.isNews(15)]).toEqual([false, true, false]);
  await people.follow();
  expect([people.isNews(14), people.isNews(15)]).toEqual([false, false]);
  versions.requests = 4;
  expect([people.isNews(16), people.isNews(16)]).toEqual([true, false]);
  await people.follow();
  versions.blocks = 1;
  await people.follow();
  expect(people.isNews(17)).toBe(false);
});

it('[F-65] what may have changed is read once: not when it was read since', async () => {
  const clock = new FakeClock();
  const { people, api } = served({ friends: 1, requests: 0, blocks: 0 }, clock);
  people.mayHaveChanged();
  expect(api.friendChanges).not.toHaveBeenCalled();
  await clock.advance(1_000);
  const linked = clock.monotonic();
  await people.follow();
  people.mayHaveChanged(linked);
  expect(api.friendChanges).toHaveBeenCalledTimes(1);
  await clock.advance(1);
  people.mayHaveChanged(clock.monotonic());
  await people.follow();
  expect(api.friendChanges.mock.calls.length).toBeGreaterThan(1);
});

it('[F-65] is kept only when it is another than before', async () => {
  const clock = new FakeClock();
  const versions = { friends: 1, requests: 0, blocks: 0 };
  const { people, keep } = served(versions, clock);
  await people.follow();
  await clock.advance(1_000);
  await people.follow();
  expect(keep).toHaveBeenCalledTimes(1);
  versions.blocks = 1;
  await people.follow();
  expect(keep).toHaveBeenCalledTimes(2);
});

it('[S3] is not told to another user who has signed in meanwhile', async () => {
  const { people, api, user, keep, changed } = served({ friends: 1, requests: 0, blocks: 0 });
  const ann = { friendId: '2', username: 'ann', nickname: '', avatar: '', remark: '', starred: false, createdAt: 1 };
  api.friendChanges.mockResolvedValue({ version: '1.1', full: true, removed: [], friends: [ann] as never[] });
  keep.mockImplementation(async () => void (user.id = '9'));
  expect((await people.follow()).friends).toEqual([]);
  expect(changed).not.toHaveBeenCalled();
});
