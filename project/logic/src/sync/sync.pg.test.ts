import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Id } from '@godwit/shared/ids/id';
import type { HistoryPage } from '@godwit/shared/protocol/messages/history-page';
import type { HistoryRequest } from '@godwit/shared/protocol/messages/history-request';
import { encodeMessageBody } from '@godwit/shared/protocol/messages/message-body';
import type { SyncPage } from '@godwit/shared/protocol/messages/sync-page';
import type { SyncRequest } from '@godwit/shared/protocol/messages/sync-request';
import type { FakeSession } from '../testing/fake-access.js';
import { type LogicWorld, startLogicWorld } from '../testing/logic-world.js';
import { textEntry, userMessage } from '../testing/messages.js';
import { befriend, createGroup, createUser, testId, upTo } from '../testing/people.js';

let world: LogicWorld;
beforeAll(async () => {
  world = await startLogicWorld();
});
afterAll(() => world.close());

const SYNC = { kind: 'syncRequest', since: 0, userVersion: 0, cursor: '', limit: 0, conversationIds: [] as string[] } as const;

async function sync(session: FakeSession, fields: Partial<SyncRequest> = {}): Promise<SyncPage> {
  const answer = await session.ask({ kind: 'syncRequest', since: 0, userVersion: 0, cursor: '', limit: 0, conversationIds: [], ...fields });
  if (answer.kind !== 'syncPage') throw new Error(JSON.stringify(answer));
  return answer;
}

async function history(session: FakeSession, fields: Partial<HistoryRequest> & { conversationId: Id }): Promise<HistoryPage> {
  const answer = await session.ask({ kind: 'historyRequest', fromSeq: 0, toSeq: 0, limit: 0, direction: 'forward', since: 0, ...fields });
  if (answer.kind !== 'historyPage') throw new Error(JSON.stringify(answer));
  return answer;
}

async function say(session: FakeSession, conversationId: Id, ...texts: string[]): Promise<void> {
  const before = session.all('messageAck').length;
  session.send(userMessage(conversationId, ...texts.map((text) => textEntry(text))));
  await session.nth('messageAck', before + 1);
}

async function chat(): Promise<{ alice: FakeSession; bob: FakeSession; conversationId: Id }> {
  const [a, b] = [await createUser(world.db, `Alice${testId()}`), await createUser(world.db, `Bob${testId()}`)];
  const conversationId = await befriend(world.db, a, b);
  return { alice: await world.access.online(a), bob: await world.access.online(b), conversationId };
}

describe('a snapshot', () => {
  it('[F-62] [F-65] tells how often the lists of people have changed, and of whom has another name or picture, to who was here before', async () => {
    const { alice, bob, conversationId } = await chat();
    await say(bob, conversationId, 'long ago');
    const before = `now() - interval '1 day'`;
    await world.db.query(`UPDATE users SET shown_at = ${before}`);
    await world.db.query(`UPDATE conversation SET last_entry_at = ${before} WHERE id = $1`, [conversationId]);
    await world.db.query(`UPDATE conversation_member SET updated_at = ${before} WHERE conversation_id = $1`, [conversationId]);
    const first = await sync(alice);
    const again = (): Promise<SyncPage> => sync(alice, { since: first.syncTime, userVersion: first.userVersion });
    expect(await again()).toMatchObject({ conversations: [], peopleVersion: 0 });
    await world.db.query(
      `INSERT INTO people_list (id, friend_version, request_version, block_version) VALUES ($1, 5, 3, 1), ($2, 70, 0, 0)`,
      [alice.userId, bob.userId],
    );
    await world.db.query(`UPDATE users SET nickname = 'Robert', shown_at = now() WHERE id = $1`, [bob.userId]);
    expect(await again()).toMatchObject({ conversations: [{ conversationId, title: 'Robert' }], peopleVersion: 9 });
    expect((await sync(bob, { since: first.syncTime, userVersion: 99 })).conversations).toEqual([]);
  });

  it('shows each conversation as the user sees it', async () => {
    const { alice, bob, conversationId } = await chat();
    await say(bob, conversationId, 'one', 'two');
    await alice.nth('pushMessage');
    alice.send({ kind: 'conversationRead', conversationId, readSeq: 1 });
    await alice.nth('userStateChanged');
    const page = await sync(alice);
    expect(page).toMatchObject({
      done: true,
      userVersion: 1,
      conversations: [{ conversationId, type: 'direct', peerId: bob.userId, lastSeq: 2, countableTotal: 2, peerReadSeq: 2 }],
    });
    const [state] = page.conversations;
    expect(state).toMatchObject({
      lastEntry: { seq: 2, senderId: bob.userId },
      member: { readSeq: 1, readCountable: 1, version: 1, minSeq: 1, maxSeq: 0, removed: false },
    });
    expect(state!.title).toMatch(/^Bob/);
    expect(state!.lastActivityAt).toBe(state!.lastEntry!.createdAt);
  });

  it('pages by activity, newest first, every conversation once', async () => {
    const me = await createUser(world.db);
    const session = await world.access.online(me);
    const ids: Id[] = [];
    for (let i = 0; i < 75; i++) ids.unshift(await befriend(world.db, me, await createUser(world.db)));
    for (const id of ids.toReversed()) await say(session, id, 'x');
    const first = await sync(session);
    expect([first.conversations.length, first.done, first.remaining]).toEqual([30, false, 45]);
    const second = await sync(session, { cursor: first.nextCursor });
    expect([second.done, second.syncTime, second.userVersion, second.remaining]).toEqual([true, first.syncTime, first.userVersion, 0]);
    expect([...first.conversations, ...second.conversations].map((c) => c.conversationId)).toEqual(ids);
    const third = await sync(session, { since: first.syncTime + 120_000, userVersion: first.userVersion });
    expect([third.conversations, third.done, third.remaining]).toEqual([[], true, 0]);
  });

  it('keeps pages within a frame when last entries are large', async () => {
    const me = await createUser(world.db);
    const session = await world.access.online(me);
    for (let i = 0; i < 6; i++) await say(session, await befriend(world.db, me, await createUser(world.db)), 'x'.repeat(20_000));
    const seen: Id[] = [];
    let page = await sync(session);
    for (; !page.done; page = await sync(session, { cursor: page.nextCursor }))
      seen.push(...page.conversations.map((c) => c.conversationId));
    seen.push(...page.conversations.map((c) => c.conversationId));
    expect([seen.length, new Set(seen).size]).toEqual([6, 6]);
  });

  it('has what changed since: a read mark of the user, and of the other party', async () => {
    const { alice, bob, conversationId } = await chat();
    await say(bob, conversationId, 'x');
    await world.db.query(`UPDATE conversation SET last_entry_at = now() - interval '1 hour' WHERE id = $1`, [conversationId]);
    await world.db.query(`UPDATE conversation_member SET updated_at = now() - interval '1 hour' WHERE conversation_id = $1`, [
      conversationId,
    ]);
    await world.db.query(`UPDATE users SET shown_at = now() - interval '1 hour'`);
    const since = Date.now();
    expect((await sync(alice, { since })).conversations).toEqual([]);
    alice.send({ kind: 'conversationRead', conversationId, readSeq: 1 });
    const receipt = await bob.nth('readReceipt');
    expect(receipt).toMatchObject({ conversationId, readerId: alice.userId, readSeq: 1 });
    expect((await sync(alice, { since, userVersion: 0 })).conversations.map((c) => c.member.readSeq)).toEqual([1]);
    expect((await sync(bob, { since })).conversations.map((c) => c.peerReadSeq)).toEqual([1]);
  });

  it('by id answers only for conversations of the user', async () => {
    const { alice, bob, conversationId } = await chat();
    const foreign = await befriend(world.db, bob.userId, await createUser(world.db));
    const page = await sync(alice, { conversationIds: [conversationId, foreign, testId(), '18446744073709551615'] });
    expect(page.conversations.map((c) => c.conversationId)).toEqual([conversationId]);
    const refused = await alice.ask({ kind: 'syncRequest', since: 0, userVersion: 0, cursor: '', limit: 0, conversationIds: [foreign] });
    expect(refused).toMatchObject({ kind: 'error', name: 'CONVERSATION_NOT_FOUND' });
  });

  it('refuses a cursor that it did not make', async () => {
    const { alice } = await chat();
    for (const cursor of ['x', "1_1_1_1'; DROP TABLE users", '99999999999999999_1_1_1']) {
      expect(await alice.ask({ kind: 'syncRequest', since: 0, userVersion: 0, cursor, limit: 0, conversationIds: [] })).toMatchObject({
        kind: 'error',
        name: 'INVALID_ARGUMENT',
      });
    }
    for (const since of [NaN, -1, Infinity, 1e300]) await sync(alice, { since });
  });

  it('[F-24] [R6] has no hole to the pushes: what is committed while syncs run is in the snapshot or pushed', async () => {
    const { alice, bob, conversationId } = await chat();
    for (let round = 0; round < 30; round++) {
      const phone = await world.access.online(bob.userId);
      for (let i = 0; i < 5; i++) alice.send(userMessage(conversationId, textEntry(`${String(round)}.${String(i)}`)));
      const { conversations } = await sync(phone);
      const snapshot = conversations[0]!.lastSeq;
      const total = 5 * (round + 1);
      const pushed = (): Set<number> => new Set(phone.all('pushMessage').flatMap((p) => p.entries.map((e) => e.seq)));
      const missing = upTo(total).filter((seq) => seq > snapshot);
      await phone.when('what the snapshot has not', () => (missing.every((seq) => pushed().has(seq)) ? true : undefined));
    }
  });
});

describe('history', () => {
  it('gives ranges in both directions, ascending, at most 200', async () => {
    const { alice, conversationId } = await chat();
    for (let i = 0; i < 5; i++) await say(alice, conversationId, ...upTo(50).map(String));
    const summary = ({ fromSeq, toSeq, lastSeq, entries }: HistoryPage): number[] => [
      fromSeq,
      toSeq,
      lastSeq,
      entries.length,
      entries[0]?.seq ?? 0,
      entries.at(-1)?.seq ?? 0,
    ];
    expect(summary(await history(alice, { conversationId }))).toEqual([1, 200, 250, 200, 1, 200]);
    expect(summary(await history(alice, { conversationId, direction: 'backward' }))).toEqual([51, 250, 250, 200, 51, 250]);
    expect(summary(await history(alice, { conversationId, fromSeq: 10, toSeq: 20 }))).toEqual([10, 20, 250, 11, 10, 20]);
    expect(summary(await history(alice, { conversationId, fromSeq: 10, toSeq: 20, limit: 3, direction: 'backward' }))).toEqual([
      18, 20, 250, 3, 18, 20,
    ]);
    expect(summary(await history(alice, { conversationId, fromSeq: 240, toSeq: 4_000_000_000, limit: 60_000 }))).toEqual([
      240, 250, 250, 11, 240, 250,
    ]);
    expect((await history(alice, { conversationId, fromSeq: 300, toSeq: 400 })).entries).toEqual([]);
  });

  it('is cut to what fits into a frame, and says so', async () => {
    const { alice, conversationId } = await chat();
    for (let i = 0; i < 5; i++) await say(alice, conversationId, 'x'.repeat(20_000));
    const page = await history(alice, { conversationId });
    expect([page.fromSeq, page.toSeq, page.entries.length]).toEqual([1, 2, 2]);
    const back = await history(alice, { conversationId, direction: 'backward' });
    expect([back.fromSeq, back.toSeq, back.entries.map((e) => e.seq)]).toEqual([4, 5, [4, 5]]);
  });

  it('[F-12] travels deflated from 1 KiB on, to those who can read it', async () => {
    const { alice, conversationId } = await chat();
    const range = { fromSeq: 1, toSeq: 0, limit: 200, direction: 'forward', since: 0 } as const;
    const ask = (inflates: boolean) => alice.askAs({ kind: 'historyRequest', conversationId, ...range }, { inflates });
    await say(alice, conversationId, 'short');
    expect((await ask(true)).deflated).toBe(false);
    await say(alice, conversationId, 'Is this text long enough? '.repeat(100));
    const [plain, deflated] = [await ask(false), await ask(true)];
    expect([plain.deflated, deflated.deflated]).toEqual([false, true]);
    expect(deflated.message).toEqual(plain.message);
    expect(deflated.frameBytes).toBeLessThan(plain.frameBytes / 4);
    await say(alice, conversationId, 'As long as a list keeps it. '.repeat(34));
    expect((await alice.askAs({ ...SYNC, conversationIds: [conversationId] }, { inflates: true })).deflated).toBe(true);
  });

  it('[F-12] travels as it is when deflating would not make it smaller', async () => {
    const { alice, conversationId } = await chat();
    const body = encodeMessageBody({ kind: 'custom', customType: 'noise', custom: randomBytes(20_000) });
    alice.send(userMessage(conversationId, { clientMsgId: testId(), kind: 'message', targetSeq: 0, body }));
    await alice.nth('messageAck');
    const question = { kind: 'historyRequest', conversationId, fromSeq: 1, toSeq: 0, limit: 0, direction: 'forward', since: 0 } as const;
    const answer = await alice.askAs(question, { inflates: true });
    expect([answer.deflated, answer.message]).toMatchObject([false, { kind: 'historyPage', entries: [{ seq: 1 }] }]);
  });

  it('[R20] shows a member only what lies in his membership', async () => {
    const users = [await createUser(world.db), await createUser(world.db)];
    const group = await createGroup(world.db, users);
    const [alice, bob] = [await world.access.online(users[0]!), await world.access.online(users[1]!)];
    await say(alice, group, ...upTo(10).map(String));
    await world.db.query(`UPDATE conversation_member SET min_seq = 3, max_seq = 7 WHERE conversation_id = $1 AND user_id = $2`, [
      group,
      bob.userId,
    ]);
    await world.db.query(`UPDATE conversation SET membership_version = membership_version + 1 WHERE id = $1`, [group]);
    expect((await history(bob, { conversationId: group })).entries.map((e) => e.seq)).toEqual([3, 4, 5, 6, 7]);
    expect((await sync(bob)).conversations[0]).toMatchObject({ lastSeq: 7, lastEntry: { seq: 7 }, member: { removed: true } });
    const pushes = bob.all('pushMessage').length;
    await say(alice, group, 'after');
    await say(alice, group, 'and again');
    await world.access.bus.flush(5_000);
    expect(bob.all('pushMessage').length).toBe(pushes);
  });

  it('[F-27] begins at a time: with the first entry that is not older, in what the user may see', async () => {
    const users = [await createUser(world.db), await createUser(world.db)];
    const group = await createGroup(world.db, users);
    const [alice, bob] = [await world.access.online(users[0]!), await world.access.online(users[1]!)];
    for (let i = 0; i < 3; i++) await say(alice, group, ...upTo(50).map(String));
    // two entries of each second
    await world.db.query(`UPDATE message SET created_at = to_timestamp(1000 + seq / 2) WHERE conversation_id = $1`, [group]);
    const found = async (session: FakeSession, fields: Partial<HistoryRequest>): Promise<readonly number[]> => {
      const { fromSeq, toSeq, entries } = await history(session, { conversationId: group, limit: 3, ...fields });
      return [fromSeq, toSeq, ...entries.map(({ seq }) => seq)];
    };
    expect(await found(alice, { since: 1 })).toEqual([1, 3, 1, 2, 3]);
    expect(await found(alice, { since: 1_020_000 })).toEqual([40, 42, 40, 41, 42]);
    expect(await found(alice, { since: 1_020_000, direction: 'backward' })).toEqual([40, 42, 40, 41, 42]);
    expect(await found(alice, { since: 1_020_001 })).toEqual([42, 44, 42, 43, 44]);
    expect(await found(alice, { since: 1_020_000, fromSeq: 60, toSeq: 61 })).toEqual([60, 61, 60, 61]);
    expect(await found(alice, { since: 1_075_000 })).toEqual([150, 150, 150]);
    for (const since of [1_075_001, Number.MAX_VALUE, Infinity]) expect(await found(alice, { since })).toEqual([151, 150]);
    for (const since of [0, -1, NaN]) expect(await found(alice, { since })).toEqual([1, 3, 1, 2, 3]);
    await world.db.query(`UPDATE conversation_member SET min_seq = 30, max_seq = 70 WHERE conversation_id = $1 AND user_id = $2`, [
      group,
      bob.userId,
    ]);
    expect(await found(bob, { since: 1 })).toEqual([30, 32, 30, 31, 32]);
    expect(await found(bob, { since: 1_035_000 })).toEqual([70, 70, 70]);
    expect(await found(bob, { since: 1_035_001 })).toEqual([71, 70]);
  });

  it('[C33] of a foreign conversation does not exist', async () => {
    const { conversationId } = await chat();
    const eve = await world.access.online(await createUser(world.db));
    const range = { fromSeq: 0, toSeq: 0, limit: 0, direction: 'forward' } as const;
    for (const id of [conversationId, testId(), '0', '18446744073709551615'])
      for (const since of [0, 1]) {
        const answer = await eve.ask({ kind: 'historyRequest', conversationId: id, ...range, since });
        expect(answer).toMatchObject({ kind: 'error', name: 'CONVERSATION_NOT_FOUND' });
      }
  });
});
