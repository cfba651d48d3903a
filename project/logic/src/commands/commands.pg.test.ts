import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Id } from '@godwit/shared/ids/id';
import { encodeDown } from '@godwit/shared/protocol/down';
import { ERRORS } from '@godwit/shared/protocol/errors';
import { decodeToAccess } from '@godwit/shared/protocol/inside';
import { decodeMessageBody } from '@godwit/shared/protocol/messages/message-body';
import { logicNodeSubjects, userEvent } from '@godwit/shared/subjects';
import type { FakeSession } from '../testing/fake-access.js';
import { type LogicWorld, startLogicWorld } from '../testing/logic-world.js';
import { textEntry, userMessage } from '../testing/messages.js';
import { befriend, createGroup, createUser, testId, upTo } from '../testing/people.js';

let world: LogicWorld;
beforeAll(async () => {
  world = await startLogicWorld({ logic: 2 });
});
afterAll(() => world.close());

async function request(method: string, fields: Record<string, unknown>): Promise<unknown> {
  const bytes = new TextEncoder().encode(JSON.stringify({ id: 'test', method, ...fields }));
  return JSON.parse(new TextDecoder().decode(await world.access.bus.request('im.logic.request', bytes, 10_000)));
}

it('[R14] every node answers on a subject of its own, for when the queue group holds one that stands still', async () => {
  const names = new Set<string>();
  const subscription = world.access.bus.subscribe('im.access.broadcast', {}, (bytes) => {
    const beat = decodeToAccess(bytes);
    if (beat?.kind === 'publisherHeartbeat') names.add(beat.publisher);
  });
  await expect.poll(() => names.size, { timeout: 5_000 }).toBe(2);
  subscription.stop();
  for (const name of names) {
    const answer = await world.access.bus.request(logicNodeSubjects(name).request, new TextEncoder().encode('no request'), 5_000);
    expect(JSON.parse(new TextDecoder().decode(answer))).toMatchObject({ ok: false, refusal: { error: 'INVALID_ARGUMENT' } });
  }
});

const conversationOf = (answer: unknown): Id => (answer as { value: { conversationId: Id } }).value.conversationId;

async function twoPeople(): Promise<{ alice: FakeSession; bob: FakeSession }> {
  return {
    alice: await world.access.online(await createUser(world.db, `Alice${testId()}`)),
    bob: await world.access.online(await createUser(world.db, `Bob${testId()}`)),
  };
}

async function ask(from: Id, to: Id, status = 0): Promise<Id> {
  const id = testId();
  await world.db.query(`INSERT INTO friend_request (id, from_user_id, to_user_id, status) VALUES ($1, $2, $3, $4)`, [id, from, to, status]);
  return id;
}

describe('acceptFriend', () => {
  it('makes friends, a conversation and its first entry, and tells all devices', async () => {
    const { alice, bob } = await twoPeople();
    const requestId = await ask(alice.userId, bob.userId);
    const answer = await request('acceptFriend', { userId: bob.userId, requestId });
    const conversationId = conversationOf(answer);
    expect(answer).toEqual({ ok: true, value: { conversationId, friendId: alice.userId } });
    for (const session of [alice, bob]) {
      expect(await session.nth('userStateChanged')).toMatchObject({ userVersion: 1, conversationIds: [conversationId] });
      const { entries } = await session.nth('pushMessage');
      expect(entries[0]).toMatchObject({ seq: 1, kind: 'system', senderId: '0', countableNo: 0 });
      expect(decodeMessageBody(entries[0]!.body).system).toMatchObject({
        code: 'friend_accepted',
        operatorId: bob.userId,
        targetIds: [alice.userId],
      });
    }
    expect(await alice.nth('friendEvent')).toMatchObject({ event: 'friend_accepted', userId: bob.userId, requestId });
    expect((await alice.nth('friendEvent')).nickname).toMatch(/^Bob/);
    expect(await bob.nth('friendEvent')).toMatchObject({ event: 'friend_list_changed', userId: alice.userId });
    bob.send(userMessage(conversationId, textEntry('hello')));
    expect((await bob.nth('messageAck')).results[0]).toMatchObject({ code: 0, seq: 2, countableNo: 1 });
  });

  it('changes nothing when repeated, at once or later, and when both had asked', async () => {
    const { alice, bob } = await twoPeople();
    const [one, other] = [await ask(alice.userId, bob.userId), await ask(bob.userId, alice.userId)];
    const answers = await Promise.all([
      ...upTo(3).map(() => request('acceptFriend', { userId: bob.userId, requestId: one })),
      ...upTo(3).map(() => request('acceptFriend', { userId: alice.userId, requestId: other })),
    ]);
    expect(new Set(answers.map(conversationOf)).size).toBe(1);
    const { rows } = await world.db.query(`SELECT count(*)::int AS n FROM message WHERE conversation_id = $1`, [
      conversationOf(answers[0]),
    ]);
    expect(rows).toEqual([{ n: 1 }]);
    const friends = await world.db.query(`SELECT count(*)::int AS n FROM friend WHERE user_id IN ($1, $2) AND deleted = 0`, [
      alice.userId,
      bob.userId,
    ]);
    expect(friends.rows).toEqual([{ n: 2 }]);
  });

  it('[C33] knows only requests to the user, and none that was rejected', async () => {
    const { alice, bob } = await twoPeople();
    const refused = { ok: false, refusal: { error: 'REQUEST_NOT_FOUND' } };
    expect(await request('acceptFriend', { userId: alice.userId, requestId: await ask(alice.userId, bob.userId) })).toEqual(refused);
    expect(await request('acceptFriend', { userId: bob.userId, requestId: await ask(alice.userId, bob.userId, 2) })).toEqual(refused);
    expect(await request('acceptFriend', { userId: bob.userId, requestId: testId() })).toEqual(refused);
  });
});

describe('deleteFriend', () => {
  it('ends sending for both until they are friends again, in the same conversation', async () => {
    const { alice, bob } = await twoPeople();
    const conversationId = conversationOf(
      await request('acceptFriend', { userId: bob.userId, requestId: await ask(alice.userId, bob.userId) }),
    );
    alice.send(userMessage(conversationId, textEntry('hi')));
    await alice.nth('messageAck');
    expect(await request('deleteFriend', { userId: alice.userId, friendId: bob.userId })).toEqual({ ok: true, value: {} });
    expect(await request('deleteFriend', { userId: alice.userId, friendId: bob.userId })).toEqual({ ok: true, value: {} });
    expect(await alice.nth('friendEvent', 2)).toMatchObject({ event: 'friend_deleted', userId: bob.userId });
    expect(await bob.nth('friendEvent', 2)).toMatchObject({ event: 'friend_list_changed', userId: alice.userId });
    for (const session of [alice, bob]) session.send(userMessage(conversationId, textEntry('x')));
    expect((await alice.nth('messageAck', 2)).results[0]?.code).toBe(ERRORS.NOT_FRIENDS.code);
    expect((await bob.nth('messageAck')).results[0]?.code).toBe(ERRORS.NOT_FRIENDS.code);
    expect(await request('openDirect', { userId: alice.userId, peerId: bob.userId })).toEqual({
      ok: false,
      refusal: { error: 'NOT_FRIENDS' },
    });
    const again = await request('acceptFriend', { userId: alice.userId, requestId: await ask(bob.userId, alice.userId) });
    expect(conversationOf(again)).toBe(conversationId);
    alice.send(userMessage(conversationId, textEntry('again')));
    expect((await alice.nth('messageAck', 3)).results[0]).toMatchObject({ code: 0, seq: 4 });
  });
});

describe('openDirect', () => {
  it('creates the conversation of two friends once, and tells both', async () => {
    const { alice, bob } = await twoPeople();
    await world.db.query(`INSERT INTO friend (id, user_id, friend_id) VALUES ($1, $3, $4), ($2, $4, $3)`, [
      testId(),
      testId(),
      alice.userId,
      bob.userId,
    ]);
    const answers = await Promise.all([
      ...upTo(4).map(() => request('openDirect', { userId: alice.userId, peerId: bob.userId })),
      ...upTo(4).map(() => request('openDirect', { userId: bob.userId, peerId: alice.userId })),
    ]);
    const ids = new Set(answers.map(conversationOf));
    expect(ids.size).toBe(1);
    expect((await bob.nth('userStateChanged')).conversationIds).toEqual([...ids]);
    expect(alice.all('userStateChanged').length).toBe(1);
  });

  it('refuses strangers and what is not a request', async () => {
    const { alice, bob } = await twoPeople();
    expect(await request('openDirect', { userId: alice.userId, peerId: bob.userId })).toEqual({
      ok: false,
      refusal: { error: 'NOT_FRIENDS' },
    });
    expect(await request('openDirect', { userId: alice.userId, peerId: "1'; --" })).toMatchObject({
      ok: false,
      refusal: { error: 'INVALID_ARGUMENT' },
    });
    expect(await request('dropTables', {})).toMatchObject({ ok: false, refusal: { error: 'INVALID_ARGUMENT' } });
  });
});

describe('admitSession', () => {
  it('[S3] asks PostgreSQL: valid, revoked, expired, of another user, unknown', async () => {
    const [user, other] = [await createUser(world.db), await createUser(world.db)];
    await world.db.query(`UPDATE users SET state_version = 7 WHERE id = $1`, [user]);
    const session = async (days: number): Promise<Id> => {
      const id = testId();
      await world.db.query(
        `INSERT INTO user_session (id, user_id, refresh_hash, expires_at) VALUES ($1, $2, $3, now() + $4 * interval '1 day')`,
        [id, user, `hash ${id}`, days],
      );
      return id;
    };
    const [valid, expired, revoked] = [await session(1), await session(-1), await session(1)];
    await world.db.query(`UPDATE user_session SET revoked_at = now() WHERE id = $1`, [revoked]);
    const admit = (sessionId: Id, userId: Id): Promise<unknown> => request('admitSession', { sessionId, userId });
    const refused = (error: string): unknown => ({ ok: false, refusal: { error } });
    expect(
      await Promise.all([admit(valid, user), admit(revoked, user), admit(expired, user), admit(valid, other), admit(testId(), user)]),
    ).toEqual([
      { ok: true, value: { userVersion: 7, rooms: [] } },
      refused('SESSION_REVOKED'),
      refused('UNAUTHENTICATED'),
      refused('UNAUTHENTICATED'),
      refused('UNAUTHENTICATED'),
    ]);
    const unknown = testId();
    expect(await request('endedSessions', { sessionIds: [valid, expired, revoked, unknown] })).toEqual({
      ok: true,
      value: { ended: [expired, revoked, unknown] },
    });
  });
});

describe('marks', () => {
  it('[F-29] [R21] a read mark reaches the own devices with its version, and the other party', async () => {
    const { alice, bob } = await twoPeople();
    const conversationId = await befriend(world.db, alice.userId, bob.userId);
    const phone = await world.access.online(alice.userId);
    bob.send(userMessage(conversationId, textEntry('1'), textEntry('2')));
    await bob.nth('messageAck');
    alice.send({ kind: 'conversationRead', conversationId, readSeq: 2 });
    expect(await phone.nth('userStateChanged')).toMatchObject({
      userVersion: 1,
      members: [{ conversationId, readSeq: 2, readCountable: 2, version: 1 }],
    });
    expect(phone.received.find((r) => r.message.kind === 'userStateChanged')).toMatchObject({ counted: true, userVersion: 1 });
    expect(await bob.nth('readReceipt')).toMatchObject({ conversationId, readerId: alice.userId, readSeq: 2 });
    alice.send({ kind: 'conversationRead', conversationId, readSeq: 1 });
    expect(await alice.ask({ kind: 'conversationRead', conversationId: testId(), readSeq: 1 })).toMatchObject({
      kind: 'error',
      name: 'CONVERSATION_NOT_FOUND',
    });
    expect(bob.all('readReceipt').length).toBe(1);
  });

  it('[F-58] a delivery cursor of a group writes nothing', async () => {
    const { alice, bob } = await twoPeople();
    const groupId = await createGroup(world.db, [alice.userId, bob.userId]);
    const directId = await befriend(world.db, alice.userId, bob.userId);
    for (const id of [groupId, directId]) bob.send(userMessage(id, textEntry('1')));
    await bob.nth('messageAck', 2);
    const cursors = [groupId, directId].map((conversationId) => ({ conversationId, seq: 1 }));
    alice.send({ kind: 'deliveryAck', cursors });
    await bob.nth('deliveryReceipt');
    const { rows } = await world.db.query(
      `SELECT conversation_id, delivered_seq FROM conversation_member WHERE user_id = $1 ORDER BY delivered_seq`,
      [alice.userId],
    );
    expect(rows).toEqual([
      { conversation_id: groupId, delivered_seq: '0' },
      { conversation_id: directId, delivered_seq: '1' },
    ]);
  });

  it('[F-30] a delivery cursor reaches the other party; foreign ones are ignored', async () => {
    const { alice, bob } = await twoPeople();
    const conversationId = await befriend(world.db, alice.userId, bob.userId);
    bob.send(userMessage(conversationId, textEntry('1'), textEntry('2')));
    await bob.nth('messageAck');
    alice.send({
      kind: 'deliveryAck',
      cursors: [
        { conversationId: testId(), seq: 1 },
        { conversationId, seq: 2 },
      ],
    });
    expect(await bob.nth('deliveryReceipt')).toEqual({ kind: 'deliveryReceipt', conversationId, userId: alice.userId, deliveredSeq: 2 });
  });
});

describe('an event of web', () => {
  it('is forwarded to every device of the user; anything else is dropped', async () => {
    const { alice } = await twoPeople();
    const phone = await world.access.online(alice.userId);
    const event = {
      kind: 'friendEvent',
      event: 'new_friend_request',
      userId: '5',
      requestId: '6',
      nickname: 'n',
      message: 'm',
      at: 1,
    } as const;
    world.access.bus.publish(userEvent(alice.userId), new Uint8Array([1, 2, 3]));
    world.access.bus.publish(userEvent(alice.userId), encodeDown({ kind: 'disconnect', code: 500, reason: '', retryAfterMs: 0 }));
    world.access.bus.publish(userEvent(alice.userId), encodeDown(event));
    for (const session of [alice, phone]) {
      expect(await session.nth('friendEvent')).toEqual(event);
      expect(session.received.map((r) => [r.message.kind, r.counted])).toEqual([['friendEvent', true]]);
    }
  });
});
