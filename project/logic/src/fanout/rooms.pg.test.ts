import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Id } from '@godwit/shared/ids/id';
import type { ToAccess } from '@godwit/shared/protocol/inside';
import { SUBJECTS } from '@godwit/shared/subjects';
import { ROOM_MEMBERS } from '../store/group.js';
import { loadConversations } from '../store/load-conversations.js';
import type { FakeSession } from '../testing/fake-access.js';
import { type LogicWorld, startLogicWorld } from '../testing/logic-world.js';
import { textEntry, userMessage } from '../testing/messages.js';
import { befriend, createGroup, createUser } from '../testing/people.js';
import { until } from '../testing/until.js';

let world: LogicWorld;
beforeAll(async () => {
  world = await startLogicWorld();
});
afterAll(() => world.close());

type Of<K extends ToAccess['kind']> = Extract<ToAccess, { kind: K }>;
const envelopes = <K extends ToAccess['kind']>(kind: K, conversationId: Id): Of<K>[] =>
  world.access.envelopes.filter((e): e is Of<K> => e.kind === kind && 'conversationId' in e && e.conversationId === conversationId);
const heard = <K extends ToAccess['kind']>(kind: K, conversationId: Id, n = 1): Promise<Of<K>> =>
  until(`${kind} number ${String(n)}`, () => Promise.resolve(envelopes(kind, conversationId)[n - 1]));

interface Chat {
  readonly room: Id;
  readonly alice: FakeSession;
  readonly bob: FakeSession;
}
async function chat(): Promise<Chat> {
  const [a, b] = [await createUser(world.db), await createUser(world.db)];
  const room = await createGroup(world.db, [a, b], { room: true });
  return { room, alice: await world.access.online(a), bob: await world.access.online(b) };
}

async function ask(method: string, fields: Record<string, unknown>): Promise<unknown> {
  const bytes = new TextEncoder().encode(JSON.stringify({ id: 'test', method, ...fields }));
  return JSON.parse(new TextDecoder().decode(await world.access.bus.request(SUBJECTS.request, bytes, 10_000)));
}

const leave = (room: Id, userId: Id): Promise<unknown> =>
  world.db.query(
    `WITH bumped AS (UPDATE conversation SET membership_version = membership_version + 1 WHERE id = $1 RETURNING last_seq)
     UPDATE conversation_member SET max_seq = greatest(last_seq, 1) FROM bumped WHERE conversation_id = $1 AND user_id = $2`,
    [room, userId],
  );

describe('a room', () => {
  it('[F-58] gets one message for all its members, and nobody gets an envelope of his own', async () => {
    const { room, alice, bob } = await chat();
    alice.send(userMessage(room, textEntry('1'), textEntry('2')));
    await alice.nth('messageAck');
    expect(await heard('roomDelivery', room)).toMatchObject({
      membershipVersion: 1,
      firstSeq: 1,
      lastSeq: 2,
      exceptNode: world.access.node,
      exceptHandle: alice.handle,
    });
    expect(bob.received).toEqual([]);
  });

  it('[R10] is told three times how far its log is, so that a lost last message is noticed', async () => {
    const { room, alice } = await chat();
    alice.send(userMessage(room, textEntry('1')));
    expect(await heard('roomHead', room, 3)).toMatchObject({ membershipVersion: 1, lastSeq: 1 });
    const quiet = await chat();
    quiet.alice.send(userMessage(quiet.room, textEntry('1')));
    await heard('roomHead', quiet.room, 3);
    expect(envelopes('roomHead', room).length).toBe(3);
  });

  it('[R20] lets nobody send who left, although the snapshot of before is cached, and the others go on', async () => {
    const { room, alice, bob } = await chat();
    for (const session of [alice, bob]) {
      session.send(userMessage(room, textEntry('hello')));
      await session.nth('messageAck');
    }
    await leave(room, bob.userId);
    bob.send(userMessage(room, textEntry('too late')));
    expect((await bob.nth('messageAck', 2)).results[0]?.code).not.toBe(0);
    alice.send(userMessage(room, textEntry('still here')));
    expect((await alice.nth('messageAck', 2)).results[0]).toMatchObject({ code: 0, seq: 3 });
    expect(await heard('roomDelivery', room, 3)).toMatchObject({ membershipVersion: 2, firstSeq: 3 });
  });

  it('[R20] a member who joined since is let in', async () => {
    const { room, alice } = await chat();
    alice.send(userMessage(room, textEntry('1')));
    await alice.nth('messageAck');
    const carol = await world.access.online(await createUser(world.db));
    carol.send(userMessage(room, textEntry('not yet')));
    expect((await carol.nth('messageAck')).results[0]?.code).not.toBe(0);
    await world.db.query(`INSERT INTO conversation_member (id, conversation_id, user_id, min_seq) VALUES ($2, $1, $2, 2)`, [
      room,
      carol.userId,
    ]);
    await world.db.query(`UPDATE conversation SET membership_version = 2 WHERE id = $1`, [room]);
    carol.send(userMessage(room, textEntry('now')));
    expect((await carol.nth('messageAck', 2)).results[0]).toMatchObject({ code: 0, seq: 2 });
  });

  it('[F-58] of its members only those are loaded who are asked about', async () => {
    const { room, alice, bob } = await chat();
    await world.db.query(
      `INSERT INTO conversation_member (id, conversation_id, user_id) SELECT n, $1, n FROM generate_series(1, 1000) AS n`,
      [room],
    );
    const [loaded] = await loadConversations(world.db, [{ conversationId: room, userId: alice.userId }]);
    expect([...loaded!.members.keys()]).toEqual([alice.userId]);
    alice.send(userMessage(room, textEntry('1')));
    await alice.nth('messageAck');
    bob.send({ kind: 'conversationRead', conversationId: room, readSeq: 1 });
    expect((await bob.nth('userStateChanged')).members[0]).toMatchObject({ conversationId: room, readSeq: 1 });
  });

  it('tells access which users are members, and as of which version', async () => {
    const { room, alice, bob } = await chat();
    const stranger = await createUser(world.db);
    await leave(room, bob.userId);
    const userIds = [alice.userId, bob.userId, stranger];
    expect(await ask('roomMembers', { conversationId: room, userIds })).toEqual({
      ok: true,
      value: { version: 2, members: [{ userId: alice.userId, minSeq: 1 }] },
    });
    expect(await ask('roomMembers', { conversationId: room, userIds: [stranger] })).toEqual({
      ok: true,
      value: { version: 2, members: [] },
    });
    expect(await ask('roomMembers', { conversationId: '1', userIds })).toEqual({ ok: true, value: { version: 0, members: [] } });
    expect(await ask('roomsOf', { userIds })).toEqual({
      ok: true,
      value: { rooms: [{ userId: alice.userId, conversationId: room, version: 2, minSeq: 1, lastSeq: 0 }] },
    });
  });

  it('[R20] tells every change of its members, and of what becomes one all members', async () => {
    const { db } = world;
    const [owner, friend] = [await createUser(db), await createUser(db)];
    await befriend(db, owner, friend);
    const created = (await ask('createGroup', { userId: owner, title: 'g', memberIds: [friend] })) as { value: { conversationId: Id } };
    const group = created.value.conversationId;
    await db.query(`UPDATE conversation SET member_count = $2 WHERE id = $1`, [group, ROOM_MEMBERS - 1]);
    const third = await createUser(db);
    await befriend(db, owner, third);
    await ask('inviteMembers', { userId: owner, conversationId: group, memberIds: [third] });
    await ask('setMuteAll', { userId: owner, conversationId: group, muteAll: true });
    await ask('removeMember', { userId: owner, conversationId: group, memberId: third });
    const changes = [await heard('roomChange', group), await heard('roomChange', group, 2), await heard('roomChange', group, 3)];
    const [became, muted, removed] = changes;
    expect(became?.joined.toSorted()).toEqual([owner, friend, third].toSorted());
    expect(muted).toMatchObject({ joined: [], left: [], fromVersion: became?.version });
    expect(removed).toMatchObject({ joined: [], left: [third], fromVersion: muted?.version });
    for (const { version, seq } of changes) {
      const delivery = await until('its entry', () => Promise.resolve(envelopes('roomDelivery', group).find((d) => d.firstSeq === seq)));
      expect(delivery.membershipVersion).toBeGreaterThanOrEqual(version);
    }
  });
});
