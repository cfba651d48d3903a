import type { Id } from '@godwit/shared/ids/id';
import { FakeClock } from '@godwit/shared/testing/fake-clock';
import { describe, expect, it } from 'vitest';
import type { Located } from '../fanout/locations.js';
import { OnlineMembers } from './online-members.js';

const session = { node: 'access-1', handle: 1 };
const GROUP = '7';

/** Members 1 to `members`; those of `hidden` do not show their presence. asked: the users of each read of locations. */
function world(members: number) {
  const clock = new FakeClock();
  const here = new Set<Id>();
  const hidden = new Set<Id>();
  const asked: (readonly Id[])[] = [];
  const redis: { is: 'up' | 'empty' | 'down' | 'silent' } = { is: 'up' };
  const groups = new OnlineMembers({
    clock,
    loadSwitches: async (_, limit) =>
      Array.from({ length: Math.min(limit, members) }, (__, i) => ({ userId: String(i + 1), shown: !hidden.has(String(i + 1)) })),
    readLocations: async (ids): Promise<Located | undefined> => {
      asked.push(ids);
      if (redis.is === 'down') throw new Error('no connection');
      if (redis.is === 'silent') return new Promise(() => undefined);
      return redis.is === 'empty' ? undefined : new Map(ids.map((id) => [id, here.has(id) ? [session] : []]));
    },
  });
  const online = async (): Promise<Id[] | undefined> => {
    const found = await groups.of(GROUP, members);
    return found && [...found.online];
  };
  return { clock, here, hidden, asked, redis, groups, online };
}

describe('[F-69] who of a group is online', () => {
  it('is read once in 10 s, however many ask', async () => {
    const { clock, here, asked, online } = world(3);
    here.add('2');
    expect(await Promise.all([online(), online(), online()])).toEqual([['2'], ['2'], ['2']]);
    here.add('3');
    await clock.advance(9_999);
    expect([await online(), asked.length]).toEqual([['2'], 1]);
    await clock.advance(2);
    expect([await online(), asked.length]).toEqual([['2', '3'], 2]);
  });

  it('knows who shows it and who is there, apart', async () => {
    const { here, hidden, groups } = world(3);
    here.add('1').add('2');
    hidden.add('2').add('3');
    expect(await groups.of(GROUP, 3)).toEqual({ shown: new Set(['1']), online: new Set(['1', '2']) });
  });

  it('is read in parts of 100 users, and of no more than 500', async () => {
    const { asked, online } = world(501);
    await online();
    expect(asked.map((ids) => ids.length)).toEqual([100, 100, 100, 100, 100]);
  });

  it('that it is not known is not kept', async () => {
    const { here, redis, groups, online } = world(1);
    here.add('1');
    redis.is = 'empty';
    expect([await online(), groups.size]).toEqual([undefined, 0]);
    redis.is = 'down';
    await expect(Promise.allSettled([online(), online()])).resolves.toMatchObject([{ status: 'rejected' }, { status: 'rejected' }]);
    expect(groups.size).toBe(0);
    redis.is = 'up';
    expect(await online()).toEqual(['1']);
  });

  it('is waited for no longer than web waits', async () => {
    const { clock, redis, groups, online } = world(1);
    redis.is = 'silent';
    const late = expect(online()).rejects.toThrow('900 ms');
    await clock.advance(900);
    await late;
    expect(groups.size).toBe(0);
  });

  it('of so many groups that they have 100,000 members, no more', async () => {
    const { groups } = world(1);
    for (let i = 1; i <= 300; i++) await groups.of(String(i), 500);
    expect(groups.size).toBe(200);
  });
});
