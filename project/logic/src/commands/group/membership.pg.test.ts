import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Id } from '@godwit/shared/ids/id';
import { ERRORS } from '@godwit/shared/protocol/errors';
import { askLogic, refusalOf, valueOf } from '../../testing/ask-logic.js';
import type { FakeSession } from '../../testing/fake-access.js';
import { entriesOf, entryAt, eventOf, friends, logOf, send, startGroup, stateOf } from '../../testing/groups.js';
import { type LogicWorld, startLogicWorld } from '../../testing/logic-world.js';
import { createUser, seqs, testId, upTo } from '../../testing/people.js';

let world: LogicWorld;
beforeAll(async () => {
  world = await startLogicWorld({ logic: 2 });
});
afterAll(() => world.close());

describe('createGroup', () => {
  it('[F-51] makes the group, its members and its first entry at once, and every device has it', async () => {
    const [anna, bert, carl] = (await friends(world, 3)) as [FakeSession, FakeSession, FakeSession];
    const id = await startGroup(world, anna, bert, carl);
    for (const session of [anna, bert, carl]) {
      expect(await session.nth('userStateChanged')).toMatchObject({ conversationIds: [id], userVersion: 1 });
      const entry = await entryAt(session, id, 1);
      expect(entry).toMatchObject({ kind: 'member', senderId: '0', countableNo: 0 });
      expect(eventOf(entry)).toEqual({
        code: 'group_created',
        operatorId: anna.userId,
        targetIds: [bert.userId, carl.userId],
        args: ['3', 'Birds'],
      });
      expect(await session.nth('groupOperation')).toMatchObject({ conversationId: id, operation: 'created', operatorId: anna.userId });
    }
    const state = await stateOf(bert, id);
    expect(state).toMatchObject({ type: 'group', title: 'Birds', memberCount: 3, ownerId: anna.userId, lastSeq: 1 });
    expect(state.member).toMatchObject({ role: 0, minSeq: 1, maxSeq: 0, version: 1 });
    expect((await stateOf(anna, id)).member.role).toBe(2);
    expect(await send(carl, id)).toMatchObject({ code: 0, seq: 2 });
  });

  it('takes friends only, who do not block the creator, and at least one', async () => {
    const [anna, bert, stranger] = (await friends(world, 3)) as [FakeSession, FakeSession, FakeSession];
    await world.db.query(`UPDATE friend SET deleted = 1 WHERE user_id = $1`, [stranger.userId]);
    const create = (...memberIds: Id[]) => refusalOf(askLogic(world, 'createGroup', { userId: anna.userId, title: 'x', memberIds }));
    expect(await create(bert.userId, stranger.userId)).toBe('NOT_FRIENDS');
    expect(await create(anna.userId)).toBe('INVALID_ARGUMENT');
    expect(await create()).toBe('INVALID_ARGUMENT');
    expect(await create(...upTo(501).map(String))).toBe('INVALID_ARGUMENT');
    await world.db.query(`INSERT INTO user_block (id, user_id, blocked_id) VALUES ($1, $2, $3)`, [testId(), bert.userId, anna.userId]);
    expect(await create(bert.userId)).toBe('NOT_FRIENDS');
    const { rows } = await world.db.query(`SELECT FROM conversation_member WHERE user_id = $1 AND role = 2`, [anna.userId]);
    expect(rows).toEqual([]);
  });
});

describe('coming and going', () => {
  it('[F-54] who is put in sees the log from that entry on, who is removed up to that entry, on push and sync', async () => {
    const [anna, bert, carl] = (await friends(world, 3)) as [FakeSession, FakeSession, FakeSession];
    const id = await startGroup(world, anna, bert);
    await send(bert, id);
    expect(await valueOf(askLogic(world, 'inviteMembers', { userId: anna.userId, conversationId: id, memberIds: [carl.userId] }))).toEqual({
      added: [carl.userId],
    });
    expect(eventOf(await entryAt(carl, id, 3))).toMatchObject({ code: 'members_joined', targetIds: [carl.userId], args: ['3'] });
    expect(await carl.nth('groupOperation')).toMatchObject({ operation: 'member_joined', targetIds: [carl.userId] });
    const joined = await stateOf(carl, id);
    expect(joined).toMatchObject({ lastSeq: 3, countableTotal: 1, memberCount: 3 });
    expect(joined.member).toMatchObject({ minSeq: 3, readCountable: 1, maxSeq: 0 });
    expect(await send(carl, id)).toMatchObject({ code: 0, seq: 4 });

    await valueOf(askLogic(world, 'removeMember', { userId: anna.userId, conversationId: id, memberId: carl.userId }));
    expect(eventOf(await entryAt(carl, id, 5))).toMatchObject({ code: 'member_removed', operatorId: anna.userId, args: ['2'] });
    expect(await carl.nth('groupOperation', 2)).toMatchObject({ operation: 'member_removed' });
    expect((await send(carl, id)).code).toBe(ERRORS.NOT_A_MEMBER.code);
    expect((await send(bert, id)).seq).toBe(6);
    await entryAt(anna, id, 6);
    expect(await logOf(carl, id)).toEqual([3, 4, 5]);
    expect(await logOf(bert, id)).toEqual(upTo(6));
    expect(entriesOf(carl, id).map((e) => e.seq)).toEqual([3, 5]);
    const left = await stateOf(carl, id);
    expect(left).toMatchObject({ lastSeq: 5 });
    expect(left.member).toMatchObject({ removed: true, maxSeq: 5 });
  });

  it('[F-51] a request that comes again makes no second group: one after the other, at the same time, over two nodes, and after the friendship', async () => {
    const [anna, bert, carl] = (await friends(world, 3)) as [FakeSession, FakeSession, FakeSession];
    const birds = { title: 'Birds', memberIds: [bert.userId, carl.userId], requestKey: `birds-${testId()}-of-anna` };
    const create = (by: FakeSession, wish: object = {}) => askLogic(world, 'createGroup', { userId: by.userId, ...birds, ...wish });
    const made = await Promise.all(upTo(8).map(async () => (await valueOf(create(anna))).conversationId));
    expect(new Set(made).size).toBe(1);
    const groupsOf = async (): Promise<number> =>
      (await world.db.query(`SELECT FROM conversation WHERE type = 1 AND owner_id = $1`, [anna.userId])).rowCount!;
    expect(await groupsOf()).toBe(1);
    expect(await seqs(world.db, made[0]!)).toEqual([1]);
    await world.db.query(`UPDATE friend SET deleted = 1 WHERE user_id = $1`, [anna.userId]);
    expect(await valueOf(create(anna, { memberIds: [carl.userId, bert.userId, bert.userId] }))).toEqual({ conversationId: made[0] });

    expect(await refusalOf(create(anna, { title: 'Bees' }))).toBe('IDEMPOTENCY_MISMATCH');
    expect(await refusalOf(create(anna, { memberIds: [bert.userId] }))).toBe('IDEMPOTENCY_MISMATCH');
    await world.db.query(`UPDATE friend SET deleted = 0 WHERE user_id = $1`, [anna.userId]);
    expect(await groupsOf()).toBe(1);
    // the key is the user's own, a refused request uses none up, and without one each request makes a group
    expect(await refusalOf(create(bert, { memberIds: [carl.userId] }))).toBe('NOT_FRIENDS');
    expect((await valueOf(create(bert, { memberIds: [anna.userId] }))).conversationId).not.toBe(made[0]);
    await Promise.all(upTo(2).map(() => valueOf(create(anna, { requestKey: undefined }))));
    expect(await groupsOf()).toBe(3);
    expect(await refusalOf(create(anna, { requestKey: 'short' }))).toBe('INVALID_ARGUMENT');
  });

  it('[F-54] who comes back sees nothing of the time before, unless the group shows its history', async () => {
    const [anna, bert, carl] = (await friends(world, 3)) as [FakeSession, FakeSession, FakeSession];
    const id = await startGroup(world, anna, bert, carl);
    const invite = () => valueOf(askLogic(world, 'inviteMembers', { userId: anna.userId, conversationId: id, memberIds: [carl.userId] }));
    const leave = () => valueOf(askLogic(world, 'leaveGroup', { userId: carl.userId, conversationId: id }));
    await leave();
    await send(bert, id);
    await invite();
    expect(await logOf(carl, id)).toEqual([4]);
    expect((await stateOf(carl, id)).member).toMatchObject({ minSeq: 4, maxSeq: 0, removed: false, role: 0 });
    await leave();
    await valueOf(askLogic(world, 'updateGroup', { userId: anna.userId, conversationId: id, historyForNew: true }));
    await invite();
    expect(await logOf(carl, id)).toEqual(upTo(7));
    expect((await send(carl, id)).code).toBe(0);
  });

  it('all are put in or none; who is in already is left out', async () => {
    const [anna, bert, carl, dora] = (await friends(world, 4)) as [FakeSession, FakeSession, FakeSession, FakeSession];
    const id = await startGroup(world, anna, bert);
    const stranger = await createUser(world.db);
    const invite = (by: FakeSession, ...memberIds: Id[]) =>
      askLogic(world, 'inviteMembers', { userId: by.userId, conversationId: id, memberIds });
    expect(await refusalOf(invite(anna, carl.userId, stranger))).toBe('NOT_FRIENDS');
    expect(await refusalOf(invite(bert, carl.userId))).toBe('NOT_FRIENDS');
    expect(await refusalOf(invite(anna, bert.userId))).toBe('ALREADY_MEMBER');
    expect((await valueOf(invite(anna, bert.userId, carl.userId, carl.userId, dora.userId))).added).toEqual([carl.userId, dora.userId]);
    expect((await stateOf(anna, id)).memberCount).toBe(4);
    expect(await seqs(world.db, id)).toEqual([1, 2]);
  });

  it('a group has at most 100,000 members, and is a room from 500 on', async () => {
    const [anna, bert, carl, dora] = (await friends(world, 4)) as [FakeSession, FakeSession, FakeSession, FakeSession];
    const id = await startGroup(world, anna, bert);
    const invite = (...members: FakeSession[]) =>
      askLogic(world, 'inviteMembers', { userId: anna.userId, conversationId: id, memberIds: members.map((m) => m.userId) });
    await world.db.query(`UPDATE conversation SET member_count = 99999 WHERE id = $1`, [id]);
    expect(await refusalOf(invite(carl, dora))).toBe('GROUP_FULL');
    expect((await stateOf(anna, id)).room).toBe(false);
    await valueOf(invite(carl));
    expect((await stateOf(anna, id)).room).toBe(true);
  });

  it('repeated and simultaneous calls change the members once', async () => {
    const [anna, bert, carl] = (await friends(world, 3)) as [FakeSession, FakeSession, FakeSession];
    const id = await startGroup(world, anna, bert);
    const many = <T>(call: () => Promise<T>): Promise<T[]> => Promise.all(upTo(6).map(call));
    const invited = await many(() =>
      refusalOf(askLogic(world, 'inviteMembers', { userId: anna.userId, conversationId: id, memberIds: [carl.userId] })),
    );
    expect(invited.sort()).toEqual([...upTo(5).map(() => 'ALREADY_MEMBER'), 'ok']);
    const removed = await many(() =>
      refusalOf(askLogic(world, 'removeMember', { userId: anna.userId, conversationId: id, memberId: carl.userId })),
    );
    expect(removed.sort()).toEqual([...upTo(5).map(() => 'USER_NOT_FOUND'), 'ok']);
    expect(await seqs(world.db, id)).toEqual([1, 2, 3]);
    expect((await stateOf(anna, id)).memberCount).toBe(2);
  });
});
