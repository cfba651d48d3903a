// The built web and logic tiers together: the lists of people, and what has changed in them.
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ERRORS } from '@godwit/shared/protocol/errors';
import type { Tokens } from '@godwit/shared/rest/auth';
import type { BlockChanges } from '@godwit/shared/rest/blocks';
import { compareFriends } from '@godwit/shared/rest/friend-order';
import type { AcceptResult, Friend, FriendChanges, FriendRequest, FriendRequestResult, RequestChanges } from '@godwit/shared/rest/friends';
import { builtTiers } from '../../testing/built-tiers.js';

const tiers = builtTiers();
const { as, befriend } = tiers;

const PASSWORD = 'correct horse battery';

let people = 0;
const person = (): Promise<Tokens> => tiers.signUp(`person${String(++people)}`);
const two = (): Promise<[Tokens, Tokens]> => Promise.all([person(), person()]);

let db: Client;
beforeAll(async () => {
  db = new Client({ connectionString: tiers.databaseUrl });
  await db.connect();
});
afterAll(() => db.end());
const sql = (text: string, values: unknown[]): Promise<unknown> => db.query(text, values);

const friendChanges = async (of: Tokens, since = ''): Promise<FriendChanges> =>
  (await as<FriendChanges>(of, `GET /friends/changes?since=${since}`)).data;
const requestChanges = async (of: Tokens, since = ''): Promise<RequestChanges> =>
  (await as<RequestChanges>(of, `GET /friends/requests/changes?since=${since}`)).data;
const blockChanges = async (of: Tokens, since = ''): Promise<BlockChanges> =>
  (await as<BlockChanges>(of, `GET /blocks/changes?since=${since}`)).data;
const pending = async (of: Tokens): Promise<number> => (await as<{ pending: number }>(of, 'GET /friends/requests/count')).data.pending;
const ask = async (from: Tokens, to: Tokens): Promise<string> =>
  (await as<FriendRequestResult>(from, 'POST /friends/request', { friendId: to.userId })).data.requestId;
const change = (by: Tokens, friend: Tokens, patch: object) => as(by, `PATCH /friends/${friend.userId}`, patch);
/** Names of today do not make a list differ: everybody here signed up within the minute that is read twice. */
const settle = (...users: Tokens[]): Promise<unknown> =>
  sql(`UPDATE users SET shown_at = now() - interval '1 day' WHERE id = ANY ($1::bigint[])`, [users.map(({ userId }) => userId)]);

describe('the list of friends', () => {
  it('[F-65] [U-15] has the letter, pinyin and initials of the name that is shown, in the order of the index', async () => {
    const me = await person();
    const names = ['曾小贤', '单田芳', 'bob', '🍎', '解晓东'];
    const friends = await Promise.all(names.map(() => person()));
    for (const [i, friend] of friends.entries()) {
      await as(friend, 'PATCH /user/profile', { nickname: names[i] });
      await befriend(me, friend);
    }
    const list = async (): Promise<string[]> =>
      (await as<Friend[]>(me, 'GET /friends')).data.map((f) => [f.letter, f.pinyin, f.initials, f.remark || f.nickname].join('|'));
    expect(await list()).toEqual([
      'B|bob|b|bob',
      'S|shan tian fang|stf|单田芳',
      'X|xie xiao dong|xxd|解晓东',
      'Z|zeng xiao xian|zxx|曾小贤',
      '#|||🍎',
    ]);
    await change(me, friends[1]!, { remark: '阿芳' });
    expect((await list())[0]).toBe('A|a fang|af|阿芳');
  });

  it('[F-65] a star is part of it, stays through a remark, and is refused with other fields or none', async () => {
    const [me, bert] = await two();
    expect(await change(me, bert, { starred: true })).toMatchObject({ status: 403, code: ERRORS.NOT_FRIENDS.code });
    await befriend(me, bert);
    expect((await friendChanges(me)).friends).toMatchObject([{ starred: false, remark: '' }]);
    expect(await change(me, bert, { starred: true })).toMatchObject({ code: 0, data: {} });
    await change(me, bert, { remark: 'Bertie' });
    expect((await friendChanges(me)).friends).toMatchObject([{ starred: true, remark: 'Bertie' }]);
    expect((await friendChanges(bert)).friends).toMatchObject([{ starred: false, remark: '' }]);
    for (const patch of [{}, { starred: 'yes' }, { starred: true, letter: 'A' }])
      expect(await change(me, bert, patch)).toMatchObject({ status: 400 });
  });
});

describe('what has changed since a version', () => {
  it('[F-65] is the friends that are new or different, and the ids of those that are gone', async () => {
    const [me, bert] = await two();
    const carl = await person();
    const first = await friendChanges(me);
    expect(first).toMatchObject({ full: true, friends: [], removed: [] });
    await befriend(me, bert);
    await befriend(me, carl);
    await settle(bert, carl);
    const second = await friendChanges(me, first.version);
    expect(second.full).toBe(false);
    expect(second.friends.map(({ friendId }) => friendId).sort()).toEqual([bert.userId, carl.userId].sort());
    expect(await friendChanges(me, second.version)).toMatchObject({ full: false, friends: [], removed: [] });
    await change(me, carl, { remark: 'Karl' });
    await as(bert, `DELETE /friends/${me.userId}`);
    const third = await friendChanges(me, second.version);
    expect(third).toMatchObject({ full: false, friends: [{ friendId: carl.userId, remark: 'Karl' }], removed: [bert.userId] });
    await befriend(bert, me);
    await settle(bert);
    expect(await friendChanges(me, third.version)).toMatchObject({ full: false, friends: [{ friendId: bert.userId }], removed: [] });
    expect(await friendChanges(me, first.version)).toMatchObject({ full: false, removed: [] });
  });

  it('[F-62] a friend who changes what he shows is different, one who signs in or reads is not', async () => {
    const [me, bert] = await two();
    await befriend(me, bert);
    await settle(bert);
    const { version } = await friendChanges(me);
    await sql('UPDATE users SET state_version = state_version + 1, updated_at = now() WHERE id = $1', [bert.userId]);
    expect((await friendChanges(me, version)).friends).toEqual([]);
    await as(bert, 'PATCH /user/profile', { nickname: '单于' });
    expect((await friendChanges(me, version)).friends).toMatchObject([{ friendId: bert.userId, nickname: '单于', letter: 'S' }]);
    await settle(bert);
    await sql('UPDATE users SET deleted = 1, shown_at = now() WHERE id = $1', [bert.userId]);
    expect(await friendChanges(me, version)).toMatchObject({ full: false, friends: [], removed: [bert.userId] });
  });

  it('[F-71] an account that is deleted is gone from all lists of others', async () => {
    const [me, bert] = await two();
    const [eve, carl] = await two();
    await befriend(me, bert);
    const id = await ask(carl, me);
    await as(me, 'POST /blocks', { userId: eve.userId });
    await settle(me, bert, eve, carl);
    const [friends, requests, blocks] = [await friendChanges(me), await requestChanges(me), await blockChanges(me)];
    expect(await pending(me)).toBe(1);
    for (const who of [bert, eve, carl]) expect(await as(who, 'DELETE /user', { password: PASSWORD })).toMatchObject({ code: 0 });
    expect(await friendChanges(me, friends.version)).toMatchObject({ full: false, friends: [], removed: [bert.userId] });
    const changed = await requestChanges(me, requests.version);
    expect(changed).toMatchObject({ full: false, requests: [] });
    expect(changed.removed).toContain(id);
    expect(await blockChanges(me, blocks.version)).toMatchObject({ full: false, blocks: [], removed: [eve.userId] });
    expect([await pending(me), (await requestChanges(me)).requests]).toEqual([0, []]);
  });

  it('[F-64] is requests of both directions, as they come and as they are decided', async () => {
    const [me, bert] = await two();
    await settle(me, bert);
    const [mine, theirs] = [await requestChanges(me), await requestChanges(bert)];
    const id = await ask(bert, me);
    const asked = await requestChanges(me, mine.version);
    expect(asked).toMatchObject({ full: false, requests: [{ id, direction: 'received', status: 'pending', userId: bert.userId }] });
    const sent = await requestChanges(bert, theirs.version);
    expect(sent).toMatchObject({ full: false, requests: [{ id, direction: 'sent', status: 'pending', userId: me.userId }] });
    await as(me, `POST /friends/requests/${id}/reject`);
    expect(await requestChanges(me, asked.version)).toMatchObject({ full: false, requests: [{ id, status: 'rejected' }] });
    expect(await requestChanges(bert, sent.version)).toMatchObject({ full: false, requests: [{ id, status: 'rejected' }] });
    const again = await ask(bert, me);
    await as<AcceptResult>(me, `POST /friends/requests/${again}/accept`);
    expect((await requestChanges(bert, sent.version)).requests.map((r) => [r.id, r.status])).toEqual([
      [again, 'accepted'],
      [id, 'rejected'],
    ]);
  });

  it('[F-66] is blocks, and a block hides what the blocked one asked until it is lifted', async () => {
    const [me, eve] = await two();
    await settle(me, eve);
    const blocks = await blockChanges(me);
    const id = await ask(eve, me);
    const requests = await requestChanges(me);
    await as(me, 'POST /blocks', { userId: eve.userId });
    const blocked = await blockChanges(me, blocks.version);
    expect(blocked).toMatchObject({ full: false, blocks: [{ userId: eve.userId }], removed: [] });
    const hidden = await requestChanges(me, requests.version);
    expect(hidden).toMatchObject({ full: false, requests: [], removed: [id] });
    expect(await requestChanges(me)).toMatchObject({ full: true, requests: [] });
    expect(await pending(me)).toBe(0);
    await as(me, `DELETE /blocks/${eve.userId}`);
    expect(await blockChanges(me, blocked.version)).toMatchObject({ full: false, blocks: [], removed: [eve.userId] });
    expect(await requestChanges(me, hidden.version)).toMatchObject({ full: false, requests: [{ id }], removed: [] });
    expect(await pending(me)).toBe(1);
  });

  it('[F-66] [S28] says nothing of a request of somebody who is blocked, and nothing of the block to him', async () => {
    const [me, eve] = await two();
    await as(me, 'POST /blocks', { userId: eve.userId });
    await settle(me, eve);
    const [before, eves] = [await requestChanges(me), await blockChanges(eve)];
    const id = await ask(eve, me);
    await as(eve, 'PATCH /user/profile', { nickname: 'Evil' });
    expect(await requestChanges(me, before.version)).toMatchObject({ full: false, requests: [], removed: [] });
    expect((await requestChanges(me)).version.split('.')[0]).toBe(before.version.split('.')[0]);
    expect(await requestChanges(eve)).toMatchObject({ requests: [{ id, direction: 'sent', status: 'pending' }] });
    expect(await blockChanges(eve, eves.version)).toMatchObject({ full: false, blocks: [], removed: [] });
  });

  it('is everything, and says so, when the version is too old, of the future or of another database; what is no version is refused', async () => {
    const [me, bert] = await two();
    await befriend(me, bert);
    const [changes, time] = (await friendChanges(me)).version.split('.').map(Number) as [number, number];
    const DAY_MS = 86_400_000;
    expect(await friendChanges(me, `${String(changes)}.${String(time - 89 * DAY_MS)}`)).toMatchObject({ full: false });
    for (const since of [
      `${String(changes)}.${String(time - 91 * DAY_MS)}`,
      `${String(changes + 1)}.${String(time)}`,
      `${String(changes)}.${String(time + DAY_MS)}`,
    ])
      expect(await friendChanges(me, since)).toMatchObject({ full: true, friends: [{ friendId: bert.userId }], removed: [] });
    for (const since of ['x', '1', '-1.5', '1.2.3', '9999999999999999.1'])
      for (const route of ['/friends/changes', '/friends/requests/changes', '/blocks/changes'])
        expect(await as(me, `GET ${route}?since=${since}`)).toMatchObject({ status: 400 });
  });

  it('misses nothing of changes that come at the same time from everywhere', async () => {
    const me = await person();
    const others = await Promise.all(Array.from({ length: 8 }, () => person()));
    for (const other of others) await befriend(me, other);
    await settle(me, ...others);
    const first = await friendChanges(me);
    const kept = new Map(first.friends.map((friend) => [friend.friendId, friend]));
    let since = first.version;
    let busy = true;
    const read = async (): Promise<void> => {
      const { version, full, friends, removed } = await friendChanges(me, since);
      expect(full).toBe(false);
      for (const id of removed) kept.delete(id);
      for (const friend of friends) kept.set(friend.friendId, friend);
      since = version;
    };
    const reading = async (): Promise<void> => {
      while (busy) await read();
    };
    const changing = Promise.all(
      others.map(async (other, i) => {
        for (let turn = 0; turn < 6; turn++) {
          const step = (turn + (i % 2)) % 3;
          if (step === 0) await change(me, other, { remark: `name ${String(turn)}` });
          else if (step === 1) await as(other, `DELETE /friends/${me.userId}`);
          else await befriend(other, me);
        }
      }),
    );
    await Promise.all([reading(), changing.finally(() => (busy = false))]);
    await read();
    const now = (await as<Friend[]>(me, 'GET /friends')).data;
    expect([...kept.values()].sort(compareFriends)).toEqual(now);
  });

  it('more requests than a list has room for are a list', async () => {
    const [me, bert] = await two();
    await settle(me, bert);
    const { version } = await requestChanges(me);
    await sql(
      `INSERT INTO friend_request (id, from_user_id, to_user_id, status, to_version, created_at)
       SELECT 5000 + n, $1, $2, 2, 1, now() + n * interval '1 ms' FROM generate_series(1, 401) AS n`,
      [bert.userId, me.userId],
    );
    await sql('INSERT INTO people_list (id, request_version) VALUES ($1, 1)', [me.userId]);
    const { full, requests } = await requestChanges(me, version);
    expect([full, requests.length, requests[0]!.id]).toEqual([true, 200, '5401']);
  });
});

describe('requests', () => {
  it('[F-64] are read page by page, without one twice or left out', async () => {
    const me = await person();
    const others = await Promise.all(Array.from({ length: 7 }, () => person()));
    for (const other of others) await ask(other, me);
    const page = async (query: string): Promise<FriendRequest[]> => (await as<FriendRequest[]>(me, `GET /friends/requests?${query}`)).data;
    const all = await page('');
    expect(all.map(({ userId }) => userId)).toEqual(others.map(({ userId }) => userId).reverse());
    const read: FriendRequest[] = [];
    for (let before = ''; ; before = `&before=${read.at(-1)!.id}`) {
      const next = await page(`limit=3${before}`);
      read.push(...next);
      if (next.length < 3) break;
    }
    expect(read).toEqual(all);
    expect(await page(`before=${await ask(others[0]!, others[1]!)}`)).toEqual([]);
    for (const query of ['limit=201', 'limit=0', 'before=x'])
      expect(await as(me, `GET /friends/requests?${query}`)).toMatchObject({ status: 400 });
  });

  it('[F-64] [U-1] are counted while they wait: received ones, not those of deleted accounts', async () => {
    const [me, bert] = await two();
    const carl = await person();
    const [first, second] = [await ask(bert, me), await ask(carl, me)];
    expect([await pending(me), await pending(bert)]).toEqual([2, 0]);
    await as(me, `POST /friends/requests/${first}/accept`);
    expect(await pending(me)).toBe(1);
    await sql('UPDATE users SET deleted = 1 WHERE id = $1', [carl.userId]);
    expect(await pending(me)).toBe(0);
    await sql('UPDATE users SET deleted = 0 WHERE id = $1', [carl.userId]);
    await as(me, `POST /friends/requests/${second}/reject`);
    expect(await pending(me)).toBe(0);
  });
});

it('[F-69] presence over REST is asked of 1 to 200 ids', async () => {
  const me = await person();
  for (const userIds of [[], ['x'], 'all', Array.from({ length: 201 }, (_, i) => String(i + 1))])
    expect(await as(me, 'POST /presence/query', { userIds })).toMatchObject({ status: 400, code: ERRORS.INVALID_ARGUMENT.code });
});
