import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ERRORS } from '@godwit/shared/protocol/errors';
import { decodeDown } from '@godwit/shared/protocol/down';
import { withoutLengthPrefix } from '@godwit/shared/protocol/frame';
import type { LogicRequest } from '@godwit/shared/protocol/logic-request';
import type { Answer } from '@godwit/shared/rest/answer';
import type { Friend, FriendRequest, FriendRequestResult } from '@godwit/shared/rest/friends';
import { userEvent } from '@godwit/shared/subjects';
import { startTestWeb, type TestUser, type TestWeb } from '../../testing/test-web.js';

let web: TestWeb;
beforeAll(async () => {
  web = await startTestWeb();
});
afterAll(() => web.close());

const dataOf = <T>(answer: Answer<unknown>): T => answer.data as T;

async function sql<Row>(text: string, values: unknown[] = []): Promise<Row[]> {
  const client = new Client({ connectionString: web.database });
  await client.connect();
  const { rows } = await client.query(text, values);
  await client.end();
  return rows as Row[];
}

const ask = (from: TestUser, to: { userId: string }, message = 'hello') =>
  web.call('POST /friends/request', { token: from.accessToken, body: { friendId: to.userId, message } });
const requests = async (of: TestUser, direction: string): Promise<FriendRequest[]> =>
  dataOf(await web.call(`GET /friends/requests?direction=${direction}`, { token: of.accessToken }));
const befriend = (a: TestUser, b: TestUser) =>
  sql(`INSERT INTO friend (id, user_id, friend_id) VALUES ($1, $2, $3), ($4, $3, $2)`, [
    web.services.ids.next(),
    a.userId,
    b.userId,
    web.services.ids.next(),
  ]);
/** The next of that name: what was told before, after its answer, may still be on its way. */
const nextEvent = async (user: TestUser, name: string) => {
  const event = new Promise((resolve) => {
    const { stop } = web.bus.subscribe(userEvent(user.userId), {}, (bytes) => {
      const message = decodeDown(withoutLengthPrefix(bytes))?.message;
      if (message?.kind !== 'friendEvent' || message.event !== name) return;
      stop();
      resolve(message);
    });
  });
  await web.bus.flush(1_000);
  return { event };
};
const pair = (): Promise<[TestUser, TestUser]> => Promise.all([web.signUp(), web.signUp()]);

describe('asking', () => {
  it('[F-64] shows in both lists and reaches the other side at once', async () => {
    const [a, b] = await pair();
    const { event } = await nextEvent(b, 'new_friend_request');
    const answer = await ask(a, b, '你好');
    const { requestId } = dataOf<FriendRequestResult>(answer);
    expect(answer).toMatchObject({ status: 201, code: 0, data: { status: 'pending' } });
    expect(await event).toMatchObject({
      kind: 'friendEvent',
      event: 'new_friend_request',
      userId: a.userId,
      requestId,
      nickname: a.username,
      message: '你好',
    });
    const common = { id: requestId, message: '你好', status: 'pending', createdAt: expect.any(Number) };
    expect(await requests(b, 'received')).toEqual([
      { ...common, userId: a.userId, username: a.username, nickname: a.username, avatar: '', direction: 'received' },
    ]);
    expect(await requests(a, 'sent')).toEqual([
      { ...common, userId: b.userId, username: b.username, nickname: b.username, avatar: '', direction: 'sent' },
    ]);
    expect(await requests(a, 'received')).toEqual([]);
  });

  it('accepts friend_id', async () => {
    const [a, b] = await pair();
    expect(await web.call('POST /friends/request', { token: a.accessToken, body: { friend_id: b.userId } })).toMatchObject({ status: 201 });
  });

  it('[F-64] twice is REQUEST_PENDING, and of ten at once one is stored', async () => {
    const [a, b] = await pair();
    const answers = await Promise.all(Array.from({ length: 10 }, () => ask(a, b)));
    expect(answers.filter((answer) => answer.code === 0)).toHaveLength(1);
    expect(answers.filter((answer) => answer.code === ERRORS.REQUEST_PENDING.code && answer.status === 409)).toHaveLength(9);
    expect(await sql('SELECT FROM friend_request WHERE from_user_id = $1', [a.userId])).toHaveLength(1);
  });

  it('back accepts the request that waits', async () => {
    const [a, b] = await pair();
    const { requestId } = dataOf<FriendRequestResult>(await ask(a, b));
    const asked: LogicRequest[] = [];
    web.playLogic((request) => {
      asked.push(request);
      return { ok: true, value: { conversationId: '77', friendId: a.userId } };
    });
    const answer = await ask(b, a);
    expect(answer).toMatchObject({ code: 0, data: { requestId, status: 'accepted' } });
    expect(asked).toEqual([{ id: answer.requestId, method: 'acceptFriend', userId: b.userId, requestId }]);
  });

  it('from both sides at once leaves one request', async () => {
    const [a, b] = await pair();
    web.playLogic(() => ({ ok: true, value: { conversationId: '77', friendId: a.userId } }));
    const answers = await Promise.all([ask(a, b), ask(b, a)]);
    expect(answers.map((answer) => dataOf<FriendRequestResult>(answer).status).sort()).toEqual(['accepted', 'pending']);
    expect(await sql('SELECT FROM friend_request WHERE from_user_id IN ($1, $2)', [a.userId, b.userId])).toHaveLength(1);
  });

  it('refuses oneself, friends and people who do not exist', async () => {
    const [a, b] = await pair();
    await befriend(a, b);
    expect(await ask(a, a)).toMatchObject({ code: ERRORS.CANNOT_BEFRIEND_SELF.code });
    expect(await ask(a, b)).toMatchObject({ status: 409, code: ERRORS.ALREADY_FRIENDS.code });
    expect(await ask(a, { userId: '999' })).toMatchObject({ status: 404, code: ERRORS.USER_NOT_FOUND.code });
  });

  it('[F-66] to somebody who blocks the asker waits unseen: the asker is not told, the other side neither', async () => {
    const [a, b] = await pair();
    await sql('INSERT INTO user_block (id, user_id, blocked_id) VALUES ($1, $1, $2)', [b.userId, a.userId]);
    const heard: unknown[] = [];
    const listening = web.bus.subscribe(userEvent(b.userId), {}, (bytes) => {
      heard.push(bytes);
    });
    await web.bus.flush(1_000);
    expect(await ask(a, b)).toMatchObject({ status: 201, data: { status: 'pending' } });
    expect(await ask(a, b)).toMatchObject({ code: ERRORS.REQUEST_PENDING.code });
    expect(await requests(a, 'sent')).toMatchObject([{ userId: b.userId, status: 'pending' }]);
    expect(await requests(b, 'received')).toEqual([]);
    expect(await web.call(`GET /user/${a.userId}`, { token: b.accessToken })).toMatchObject({ data: { relation: 'none' } });
    expect(await ask(b, a)).toMatchObject({ status: 403, code: ERRORS.BLOCKED.code });
    await web.bus.flush(1_000);
    expect(heard).toEqual([]);
    listening.stop();
  });

  it('may be repeated after a rejection', async () => {
    const [a, b] = await pair();
    const { requestId } = dataOf<FriendRequestResult>(await ask(a, b));
    await web.call(`POST /friends/requests/${requestId}/reject`, { token: b.accessToken });
    expect(await ask(a, b)).toMatchObject({ status: 201 });
  });
});

describe('answering', () => {
  it('[F-64] rejecting tells the sender, and again changes nothing', async () => {
    const [a, b] = await pair();
    const { requestId } = dataOf<FriendRequestResult>(await ask(a, b));
    const { event } = await nextEvent(a, 'friend_rejected');
    const reject = () => web.call(`POST /friends/requests/${requestId}/reject`, { token: b.accessToken });
    expect(await reject()).toMatchObject({ code: 0, data: { requestId, status: 'rejected' } });
    expect(await event).toMatchObject({ event: 'friend_rejected', userId: b.userId, requestId, nickname: b.username });
    const [before] = await sql<{ handled_at: Date }>('SELECT handled_at FROM friend_request WHERE id = $1', [requestId]);
    expect(await reject()).toMatchObject({ code: 0, data: { status: 'rejected' } });
    expect(await sql('SELECT handled_at FROM friend_request WHERE id = $1', [requestId])).toEqual([before]);
  });

  it('rejecting an accepted one says so and changes nothing', async () => {
    const [a, b] = await pair();
    const { requestId } = dataOf<FriendRequestResult>(await ask(a, b));
    await sql('UPDATE friend_request SET status = 1 WHERE id = $1', [requestId]);
    expect(await web.call(`POST /friends/requests/${requestId}/reject`, { token: b.accessToken })).toMatchObject({
      data: { status: 'accepted' },
    });
  });

  it('[S10] nobody but the receiver can reject, and nobody learns that the request exists', async () => {
    const [a, b] = await pair();
    const stranger = await web.signUp();
    const { requestId } = dataOf<FriendRequestResult>(await ask(a, b));
    for (const { accessToken: token } of [a, stranger]) {
      expect(await web.call(`POST /friends/requests/${requestId}/reject`, { token })).toMatchObject({
        status: 404,
        code: ERRORS.REQUEST_NOT_FOUND.code,
      });
    }
    expect(await requests(b, 'received')).toMatchObject([{ status: 'pending' }]);
  });

  it('accepting asks logic as the caller, and passes its refusal on', async () => {
    const [a] = await pair();
    web.playLogic((request) =>
      request.method === 'acceptFriend' && request.userId === a.userId
        ? { ok: true, value: { conversationId: '5', friendId: '6', internal: 'not for clients' } }
        : { ok: false, refusal: { error: 'REQUEST_NOT_FOUND' } },
    );
    const accepted = await web.call('POST /friends/requests/9/accept', { token: a.accessToken, body: { userId: '1' } });
    expect(accepted).toMatchObject({ status: 200 });
    expect(accepted.data).toEqual({ conversationId: '5', friendId: '6' });
    web.playLogic(() => ({ ok: false, refusal: { error: 'REQUEST_NOT_FOUND' } }));
    expect(await web.call('POST /friends/requests/9/accept', { token: a.accessToken })).toMatchObject({
      status: 404,
      code: ERRORS.REQUEST_NOT_FOUND.code,
    });
  });
});

describe('friends', () => {
  it('[F-65] lists own friends with their names', async () => {
    const [a, b] = await pair();
    await befriend(a, b);
    const [friend, ...others] = dataOf<Friend[]>(await web.call('GET /friends', { token: a.accessToken }));
    expect(others).toEqual([]);
    expect(friend).toEqual({
      id: expect.any(String),
      userId: a.userId,
      friendId: b.userId,
      username: b.username,
      nickname: b.username,
      avatar: '',
      signature: '',
      remark: '',
      starred: false,
      createdAt: expect.any(Number),
      letter: 'U',
      pinyin: b.username,
      initials: 'u',
    });
  });

  it('deleting and opening a conversation ask logic as the caller', async () => {
    const [a, b] = await pair();
    const asked: LogicRequest[] = [];
    web.playLogic((request) => {
      asked.push(request);
      return { ok: true, value: request.method === 'openDirect' ? { conversationId: '12' } : {} };
    });
    const deleted = await web.call(`DELETE /friends/${b.userId}`, { token: a.accessToken });
    const opened = await web.call('POST /conversations/direct', { token: a.accessToken, body: { userId: b.userId } });
    expect([deleted.data, opened.data]).toEqual([{}, { conversationId: '12' }]);
    expect(asked).toEqual([
      { id: deleted.requestId, method: 'deleteFriend', userId: a.userId, friendId: b.userId },
      { id: opened.requestId, method: 'openDirect', userId: a.userId, peerId: b.userId },
    ]);
  });

  it('a logic node that answers nonsense is INTERNAL_ERROR without its text', async () => {
    const a = await web.signUp();
    web.playLogic(() => ({ ok: true, value: { stack: 'at secret.js:1' } }));
    const answer = await web.call('POST /conversations/direct', { token: a.accessToken, body: { userId: '5' } });
    expect(answer).toMatchObject({ status: 500, code: ERRORS.INTERNAL_ERROR.code, message: ERRORS.INTERNAL_ERROR.en, data: null });
  });
});
