import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ERRORS } from '@godwit/shared/protocol/errors';
import { startTestWeb, type TestUser, type TestWeb } from '../../testing/test-web.js';

let web: TestWeb;
let alice: TestUser;
let bob: TestUser;
beforeAll(async () => {
  web = await startTestWeb();
  [alice, bob] = await Promise.all([web.signUp('alice'), web.signUp('bob')]);
});
afterAll(() => web.close());

const get = (path: string, by: TestUser) => web.call(`GET ${path}`, { token: by.accessToken });
const patch = (body: unknown, by: TestUser) => web.call('PATCH /user/profile', { token: by.accessToken, body });

describe('profile', () => {
  it('[F-62] is changed field by field', async () => {
    expect(await patch({ nickname: ' 爱丽丝 ', gender: 2, phone: '+86 10 1234567' }, alice)).toMatchObject({
      code: 0,
      data: { nickname: '爱丽丝', gender: 2 },
    });
    expect(await patch({ signature: '到此一游' }, alice)).toMatchObject({ code: 0 });
    expect((await get('/user/profile', alice)).data).toEqual({
      userId: alice.userId,
      username: 'alice',
      nickname: '爱丽丝',
      avatar: '',
      gender: 2,
      signature: '到此一游',
      phone: '+86101234567',
      email: '',
      strangerPolicy: 0,
      requestPolicy: 0,
      showPresence: true,
      findBy: { id: true, username: true, phone: false, email: false },
    });
    expect(await patch({ strangerPolicy: 1 }, alice)).toMatchObject({ data: { strangerPolicy: 1, gender: 2 } });
  });

  it.each([
    ['username', { username: 'mallory' }],
    ['userId', { userId: '1', nickname: 'x' }],
    ['passwordHash', { passwordHash: 'x' }],
    ['a policy that does not exist', { strangerPolicy: 2 }],
    ['a policy of requests that does not exist', { requestPolicy: 3 }],
    ['a switch that does not exist', { findBy: { nickname: true } }],
    ['a switch that is a number', { findBy: { phone: 1 } }],
    ['nothing', {}],
    ['a nickname of spaces', { nickname: '   ' }],
    ['a nickname with NUL', { nickname: 'a\0b' }],
    ['a nickname over 64', { nickname: 'x'.repeat(65) }],
    ['a number as nickname', { nickname: 5 }],
    ['null', { nickname: null }],
    ['an object as signature', { signature: { toString: 'x' } }],
    ['gender 4', { gender: 4 }],
    ['gender as text', { gender: '1' }],
    ['a script as avatar', { avatar: 'javascript:alert(1)' }],
    ['a data avatar', { avatar: 'data:text/html,<script>1</script>' }],
    ['a protocol-relative avatar', { avatar: '//evil.example/x.png' }],
    ['an e-mail that is none', { email: 'nobody' }],
    ['a phone that is none', { phone: 'call me' }],
    ['an array', [{ nickname: 'x' }]],
  ])('[S13] refuses %s and stores nothing', async (_what, body) => {
    const before = (await get('/user/profile', bob)).data;
    expect(await patch(body, bob)).toMatchObject({ status: 400, code: ERRORS.INVALID_ARGUMENT.code, data: null });
    expect((await get('/user/profile', bob)).data).toEqual(before);
  });

  it('markup is text', async () => {
    const signature = '<img src=x onerror=alert(1)>';
    expect(await patch({ signature }, bob)).toMatchObject({ data: { signature } });
  });
});

describe('other people', () => {
  it('[F-62] show neither phone nor e-mail', async () => {
    const view = { userId: alice.userId, username: 'alice', nickname: '爱丽丝', avatar: '', signature: '到此一游', relation: 'none' };
    expect((await get('/user/search?username=Alice', bob)).data).toEqual([view]);
    expect((await get(`/user/${alice.userId}`, bob)).data).toEqual({ ...view, gender: 2 });
  });

  it('[F-63] are found by the exact name only', async () => {
    for (const name of ['ali', 'alice%25', '%25', 'alice%27--', 'nobody'])
      expect((await get(`/user/search?username=${name}`, bob)).data).toEqual([]);
    expect(await get('/user/search', bob)).toMatchObject({ code: ERRORS.INVALID_ARGUMENT.code });
    expect(await get('/user/search?username=a&username=b', bob)).toMatchObject({ code: ERRORS.INVALID_ARGUMENT.code });
  });

  it('carry how they stand to the one who asks', async () => {
    const carol = await web.signUp('carol');
    const relation = async (name: string, by: TestUser) => (await get(`/user/search?username=${name}`, by)).data;
    expect(await relation('carol', carol)).toMatchObject([{ relation: 'self' }]);
    await web.call('POST /friends/request', { token: carol.accessToken, body: { friendId: bob.userId } });
    expect(await relation('bob', carol)).toMatchObject([{ relation: 'request_sent' }]);
    expect(await relation('carol', bob)).toMatchObject([{ relation: 'request_received' }]);
    await web.services.db.query('INSERT INTO friend (id, user_id, friend_id) VALUES (1, $1, $2), (2, $2, $1)', [
      carol.userId,
      alice.userId,
    ]);
    expect(await relation('alice', carol)).toMatchObject([{ relation: 'friend' }]);
  });

  it('[C33] an unknown id is USER_NOT_FOUND, a malformed one INVALID_ARGUMENT', async () => {
    expect(await get('/user/999', bob)).toMatchObject({ status: 404, code: ERRORS.USER_NOT_FOUND.code });
    for (const id of ['0', '-1', '1e3', '9'.repeat(20), '9'.repeat(19), 'x', '1%00'])
      expect(await get(`/user/${id}`, bob)).toMatchObject({ status: 400, code: ERRORS.INVALID_ARGUMENT.code });
    expect(await get('/user/9223372036854775807', bob)).toMatchObject({ code: ERRORS.USER_NOT_FOUND.code });
  });
});

describe('groups of two people', () => {
  const group = async (title: string, members: readonly TestUser[], { type = 1, endSeq = 0, deleted = 0 } = {}): Promise<string> => {
    const id = web.services.ids.next();
    await web.services.db.query(
      'INSERT INTO conversation (id, type, title, member_count, end_seq, deleted, direct_key) VALUES ($1, $2, $3, $4, $5, $6, $7)',
      [id, type, title, members.length, endSeq, deleted, type === 1 ? '' : id],
    );
    for (const { userId } of members)
      await web.services.db.query('INSERT INTO conversation_member (id, conversation_id, user_id) VALUES ($1, $2, $3)', [
        web.services.ids.next(),
        id,
        userId,
      ]);
    return id;
  };
  const shared = (by: TestUser, userId: string) => get(`/user/${userId}/groups`, by);
  const leave = (id: string, { userId }: TestUser) =>
    web.services.db.query('UPDATE conversation_member SET max_seq = 1 WHERE conversation_id = $1 AND user_id = $2', [id, userId]);

  it('[F-62] are those that go on and that both are in now, by title, 100 at the most', async () => {
    const [one, two, other] = [await web.signUp('one'), await web.signUp('two'), await web.signUp('other')];
    const owls = await group('Owls', [one, two]);
    const birds = await group('Birds', [one, two, other]);
    await group('', [one, two], { type: 0 });
    await group('Over', [one, two], { endSeq: 5 });
    await group('Deleted', [one, two], { deleted: 1 });
    await group('Others', [one, other]);
    await leave(await group('I left', [one, two]), one);
    await leave(await group('You left', [one, two]), two);
    const listed = [
      { conversationId: birds, title: 'Birds', avatar: '', memberCount: 3 },
      { conversationId: owls, title: 'Owls', avatar: '', memberCount: 2 },
    ];
    expect([(await shared(one, two.userId)).data, (await shared(two, one.userId)).data]).toEqual([listed, listed]);
    expect((await shared(one, one.userId)).data).toEqual([]);
    for (let i = 0; i < 101; i++) await group(`Many ${String(i)}`, [one, two]);
    expect((await shared(one, two.userId)).data).toHaveLength(100);
  });

  it('[C33] of somebody who is gone, unknown, or may not be seen are not told', async () => {
    const [asker, shy, gone] = [await web.signUp('asker'), await web.signUp('shy'), await web.signUp('gone')];
    await group('Both', [asker, gone]);
    await web.services.db.query('UPDATE users SET deleted = 1 WHERE id = $1', [gone.userId]);
    await web.services.db.query('UPDATE users SET find_by_id = 0 WHERE id = $1', [shy.userId]);
    for (const id of ['999', gone.userId, shy.userId])
      expect(await shared(asker, id)).toMatchObject({ status: 404, code: ERRORS.USER_NOT_FOUND.code, data: null });
    const both = await group('Both', [asker, shy]);
    expect(await shared(asker, shy.userId)).toMatchObject({ code: 0, data: [{ conversationId: both }] });
  });
});
