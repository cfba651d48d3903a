import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Id } from '@godwit/shared/ids/id';
import { ERRORS } from '@godwit/shared/protocol/errors';
import { askAnything } from '../../testing/ask-logic.js';
import type { FakeSession } from '../../testing/fake-access.js';
import { type LogicWorld, startLogicWorld } from '../../testing/logic-world.js';
import { textEntry, userMessage } from '../../testing/messages.js';
import { befriend, createUser, seqs, testId, upTo } from '../../testing/people.js';

let world: LogicWorld;
beforeAll(async () => {
  world = await startLogicWorld({ logic: 2 });
});
afterAll(() => world.close());

interface Chat {
  readonly alice: FakeSession;
  readonly bob: FakeSession;
  readonly conversationId: Id;
}

async function chat(): Promise<Chat> {
  const [a, b] = [await createUser(world.db), await createUser(world.db)];
  const conversationId = await befriend(world.db, a, b);
  return { alice: await world.access.online(a), bob: await world.access.online(b), conversationId };
}

const done = { ok: true, value: {} };
const block = (by: FakeSession, whom: { userId: Id }): Promise<unknown> =>
  askAnything(world, 'block', { userId: by.userId, blockedId: whom.userId });
const unblock = (by: FakeSession, whom: { userId: Id }): Promise<unknown> =>
  askAnything(world, 'unblock', { userId: by.userId, blockedId: whom.userId });
const codes = (session: FakeSession): number[] => session.all('messageAck').flatMap((a) => a.results.map((r) => r.code));

/** The code of the answer to one message. */
async function send(session: FakeSession, conversationId: Id): Promise<number> {
  const message = userMessage(conversationId, textEntry('x'));
  for (;;) {
    const before = codes(session).length;
    session.send(message);
    const code = await session.when('an acknowledgement', () => codes(session)[before]);
    if (code !== ERRORS.OVERLOADED.code) return code;
  }
}

describe('a block', () => {
  it('[F-66] refuses messages of both until it is lifted, and tells only the own devices of the one who blocks', async () => {
    const { alice, bob, conversationId } = await chat();
    const phone = await world.access.online(alice.userId);
    expect([await block(alice, bob), await block(alice, bob)]).toEqual([done, done]);
    for (const session of [alice, phone]) {
      expect(await session.nth('friendEvent')).toMatchObject({ event: 'friend_list_changed', userId: bob.userId });
      expect(session.received.length).toBe(1);
    }
    expect([await send(bob, conversationId), await send(alice, conversationId)]).toEqual([ERRORS.BLOCKED.code, ERRORS.BLOCKED.code]);
    expect(await seqs(world.db, conversationId)).toEqual([]);
    expect(bob.received.map(({ message }) => message.kind)).toEqual(['messageAck']);
    expect([await unblock(alice, bob), await unblock(alice, bob)]).toEqual([done, done]);
    expect([await send(bob, conversationId), await send(alice, conversationId)]).toEqual([0, 0]);
  });

  it('[F-66] ends when both have lifted theirs, and what friendship says holds then', async () => {
    const { alice, bob, conversationId } = await chat();
    await block(alice, bob);
    await block(bob, alice);
    await unblock(alice, bob);
    expect(await send(alice, conversationId)).toBe(ERRORS.BLOCKED.code);
    await askAnything(world, 'deleteFriend', { userId: alice.userId, friendId: bob.userId });
    expect(await send(alice, conversationId)).toBe(ERRORS.BLOCKED.code);
    await unblock(bob, alice);
    expect(await send(alice, conversationId)).toBe(ERRORS.NOT_FRIENDS.code);
  });

  it('[F-66] holds for friends who become so during it', async () => {
    const [alice, bob] = [await world.access.online(await createUser(world.db)), await world.access.online(await createUser(world.db))];
    const requestId = testId();
    await world.db.query(`INSERT INTO friend_request (id, from_user_id, to_user_id) VALUES ($1, $2, $3)`, [
      requestId,
      alice.userId,
      bob.userId,
    ]);
    await block(alice, bob);
    const accepted = await askAnything(world, 'acceptFriend', { userId: bob.userId, requestId });
    const { conversationId } = (accepted as { value: { conversationId: Id } }).value;
    expect(await send(bob, conversationId)).toBe(ERRORS.BLOCKED.code);
    await unblock(alice, bob);
    expect(await send(bob, conversationId)).toBe(0);
  });

  it('[F-66] gives no receipts, and no state from which the other one could tell', async () => {
    const { alice, bob, conversationId } = await chat();
    await send(bob, conversationId);
    await send(bob, conversationId);
    alice.send({ kind: 'conversationRead', conversationId, readSeq: 1 });
    await bob.nth('readReceipt');
    await block(alice, bob);
    const sync = async (): Promise<unknown> => {
      const page = await bob.ask({
        kind: 'syncRequest',
        since: 0,
        userVersion: 0,
        cursor: '',
        limit: 0,
        conversationIds: [conversationId],
      });
      return page.kind === 'syncPage' ? page.conversations[0] : undefined;
    };
    alice.send({ kind: 'conversationRead', conversationId, readSeq: 2 });
    alice.send({ kind: 'deliveryAck', cursors: [{ conversationId, seq: 2 }] });
    expect((await alice.nth('userStateChanged', 2)).members[0]?.readSeq).toBe(2);
    expect(await sync()).toMatchObject({ peerReadSeq: 0, peerDeliveredSeq: 0, member: { canSend: true } });
    expect([bob.all('readReceipt').length, bob.all('deliveryReceipt').length]).toEqual([1, 0]);
  });

  it('[F-66] [S12] decides in its transaction: nothing committed after it has a seq, whatever the caches say', async () => {
    const { alice, bob, conversationId } = await chat();
    await send(bob, conversationId);
    for (let i = 0; i < 200; i++) bob.send(userMessage(conversationId, textEntry('during')));
    expect(await block(alice, bob)).toEqual(done);
    const { rows } = await world.db.query<{ n: number }>(`SELECT last_seq::int AS n FROM conversation WHERE id = $1`, [conversationId]);
    for (let i = 0; i < 20; i++) bob.send(userMessage(conversationId, textEntry('after')));
    await bob.when('all results', () => (codes(bob).length === 221 ? true : undefined));
    expect(codes(bob).slice(-1)).toEqual([ERRORS.BLOCKED.code]);
    expect((await seqs(world.db, conversationId)).at(-1)).toBe(rows[0]!.n);
  });

  it('knows nobody who does not exist, and not oneself', async () => {
    const { alice } = await chat();
    expect(await block(alice, { userId: testId() })).toEqual({ ok: false, refusal: { error: 'USER_NOT_FOUND' } });
    expect(await block(alice, alice)).toMatchObject({ refusal: { error: 'INVALID_ARGUMENT' } });
    expect(await unblock(alice, { userId: testId() })).toEqual(done);
  });
});

describe('strangers', () => {
  const NOT_FRIENDS = { ok: false, refusal: { error: 'NOT_FRIENDS' } };
  const open = (by: FakeSession, whom: FakeSession): Promise<unknown> =>
    askAnything(world, 'openDirect', { userId: by.userId, peerId: whom.userId });
  const opened = async (by: FakeSession, whom: FakeSession): Promise<Id> =>
    ((await open(by, whom)) as { value: { conversationId: Id } }).value.conversationId;

  /** Bob takes messages of strangers, Alice does not. */
  async function strangers(): Promise<{ alice: FakeSession; bob: FakeSession }> {
    const [alice, bob] = [await world.access.online(await createUser(world.db)), await world.access.online(await createUser(world.db))];
    await world.db.query(`UPDATE users SET stranger_policy = 1 WHERE id = $1`, [bob.userId]);
    return { alice, bob };
  }

  it('[F-68] write three messages to who lets them, until the answer frees both', async () => {
    const { alice, bob } = await strangers();
    expect(await open(bob, alice)).toEqual(NOT_FRIENDS);
    const conversationId = await opened(alice, bob);
    expect((await bob.nth('userStateChanged')).conversationIds).toEqual([conversationId]);
    const first = [];
    for (const _ of upTo(5)) first.push(await send(alice, conversationId));
    expect(first).toEqual([0, 0, 0, ERRORS.STRANGER_LIMIT.code, ERRORS.STRANGER_LIMIT.code]);
    expect(await opened(alice, bob)).toBe(conversationId);
    expect(await opened(bob, alice)).toBe(conversationId);
    expect(await send(alice, conversationId)).toBe(ERRORS.STRANGER_LIMIT.code);
    expect(await send(bob, conversationId)).toBe(0);
    for (const _ of upTo(5)) expect([await send(alice, conversationId), await send(bob, conversationId)]).toEqual([0, 0]);
    expect(await seqs(world.db, conversationId)).toEqual(upTo(14));
  });

  it('[F-68] get exactly three through, however many come at once, and keep the order of one frame', async () => {
    const { alice, bob } = await strangers();
    const conversationId = await opened(alice, bob);
    const texts = upTo(12).map((n) => textEntry(String(n)));
    alice.send(userMessage(conversationId, ...texts.slice(0, 6)));
    alice.send(userMessage(conversationId, ...texts.slice(6)));
    await alice.when('all results', () => (codes(alice).length === 12 ? true : undefined));
    expect(codes(alice).filter((code) => code === 0).length).toBe(3);
    expect(new Set(codes(alice))).toEqual(new Set([0, ERRORS.STRANGER_LIMIT.code]));
    const { rows } = await world.db.query<{ id: Id }>(`SELECT client_msg_id AS id FROM message WHERE conversation_id = $1 ORDER BY seq`, [
      conversationId,
    ]);
    const placed = rows.map(({ id }) => texts.findIndex((t) => t.clientMsgId === id));
    for (const isOf of [(n: number) => n < 6, (n: number) => n >= 6]) {
      const frame = placed.filter(isOf);
      expect(frame).toEqual(frame.toSorted((a, b) => a - b));
    }
    alice.send(userMessage(conversationId, texts[placed[0]!]!));
    const again = await alice.when('the repeated one', () => alice.all('messageAck').flatMap((a) => a.results)[12]);
    expect(again).toMatchObject({ code: 0, seq: 1 });
  });

  it('[F-68] cannot lift their limit by blocking, unblocking or opening again; friendship lifts it', async () => {
    const { alice, bob } = await strangers();
    const conversationId = await opened(alice, bob);
    for (const _ of upTo(3)) await send(alice, conversationId);
    await block(alice, bob);
    await unblock(alice, bob);
    await opened(alice, bob);
    expect(await send(alice, conversationId)).toBe(ERRORS.STRANGER_LIMIT.code);
    const requestId = testId();
    await world.db.query(`INSERT INTO friend_request (id, from_user_id, to_user_id) VALUES ($1, $2, $3)`, [
      requestId,
      alice.userId,
      bob.userId,
    ]);
    await askAnything(world, 'acceptFriend', { userId: bob.userId, requestId });
    expect(await send(alice, conversationId)).toBe(0);
    await askAnything(world, 'deleteFriend', { userId: bob.userId, friendId: alice.userId });
    expect(await send(alice, conversationId)).toBe(ERRORS.NOT_FRIENDS.code);
    expect(await opened(alice, bob)).toBe(conversationId);
    expect(await send(alice, conversationId)).toBe(0);
  });

  it('[F-66] [F-68] are nobody to who blocks them, as to who takes no strangers', async () => {
    const { alice, bob } = await strangers();
    await block(bob, alice);
    expect(await open(alice, bob)).toEqual(NOT_FRIENDS);
    await unblock(bob, alice);
    const conversationId = await opened(alice, bob);
    await block(bob, alice);
    expect(await send(alice, conversationId)).toBe(ERRORS.BLOCKED.code);
    await unblock(bob, alice);
    for (const _ of upTo(3)) expect(await send(alice, conversationId)).toBe(0);
    expect(await send(alice, conversationId)).toBe(ERRORS.STRANGER_LIMIT.code);
  });

  it('[F-68] opening many times at once gives one conversation and three messages', async () => {
    const { alice, bob } = await strangers();
    const ids = await Promise.all(
      upTo(6).map(async () => {
        const id = await opened(alice, bob);
        alice.send(userMessage(id, textEntry('x')));
        return id;
      }),
    );
    expect(new Set(ids).size).toBe(1);
    await alice.when('all results', () => (codes(alice).length === 6 ? true : undefined));
    while ((await send(alice, ids[0]!)) === 0);
    expect(await seqs(world.db, ids[0]!)).toEqual([1, 2, 3]);
  });
});

describe('changeFriend', () => {
  it('[F-65] [F-67] names a friend for oneself, in the list and as the title', async () => {
    const { alice, bob, conversationId } = await chat();
    const remark = (userId: Id, friendId: Id, text: string): Promise<unknown> =>
      askAnything(world, 'changeFriend', { userId, friendId, changes: { remark: text } });
    expect(await remark(alice.userId, bob.userId, 'Bobby')).toEqual(done);
    expect((await alice.nth('userStateChanged')).conversationIds).toEqual([conversationId]);
    expect(await alice.nth('friendEvent')).toMatchObject({ event: 'friend_list_changed', userId: bob.userId });
    const page = await alice.ask({
      kind: 'syncRequest',
      since: 0,
      userVersion: 0,
      cursor: '',
      limit: 0,
      conversationIds: [conversationId],
    });
    expect(page).toMatchObject({ conversations: [{ title: 'Bobby' }] });
    expect(bob.received).toEqual([]);
    expect(await remark(alice.userId, testId(), 'x')).toEqual({ ok: false, refusal: { error: 'NOT_FRIENDS' } });
    expect(await remark(alice.userId, bob.userId, 'x'.repeat(65))).toMatchObject({ refusal: { error: 'INVALID_ARGUMENT' } });
  });

  it('[F-65] [F-67] stars a friend for oneself, on all own devices, and leaves his name and the conversation alone', async () => {
    const { alice, bob } = await chat();
    const phone = await world.access.online(alice.userId);
    const change = (changes: object): Promise<unknown> =>
      askAnything(world, 'changeFriend', { userId: alice.userId, friendId: bob.userId, changes });
    const row = async (): Promise<unknown> =>
      (await world.db.query(`SELECT remark, starred FROM friend WHERE user_id = $1`, [alice.userId])).rows[0];
    expect(await change({ remark: 'Bobby' })).toEqual(done);
    await phone.nth('friendEvent');
    expect(await change({ starred: true })).toEqual(done);
    for (const session of [alice, phone])
      expect(await session.nth('friendEvent', 2)).toMatchObject({ event: 'friend_list_changed', userId: bob.userId });
    expect(alice.all('userStateChanged')).toHaveLength(1);
    expect(await row()).toEqual({ remark: 'Bobby', starred: 1 });
    expect(await change({ starred: false, remark: '' })).toEqual(done);
    expect(await row()).toEqual({ remark: '', starred: 0 });
    expect(bob.received).toEqual([]);
    for (const changes of [{}, { starred: 1 }, { nickname: 'x' }])
      expect(await change(changes)).toMatchObject({ refusal: { error: 'INVALID_ARGUMENT' } });
  });
});
