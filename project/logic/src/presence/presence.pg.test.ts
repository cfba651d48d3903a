import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { askAnything } from '../testing/ask-logic.js';
import type { FakeSession } from '../testing/fake-access.js';
import { type LogicWorld, startLogicWorld } from '../testing/logic-world.js';
import { befriend, createGroup, createUser, testId } from '../testing/people.js';

let world: LogicWorld;
beforeAll(async () => {
  world = await startLogicWorld({ logic: 2 });
});
afterAll(() => world.close());

const person = async (): Promise<FakeSession> => world.access.online(await createUser(world.db));

describe('[F-69] presence over two logic nodes', () => {
  it('shows friends and nobody else: strangers, one-sided, blocked and hidden people look like absent ones (S27)', async () => {
    const me = await person();
    const [friend, stranger, blocked, blocker, hidden] = [await person(), await person(), await person(), await person(), await person()];
    for (const other of [friend, blocked, blocker, hidden]) await befriend(world.db, me.userId, other.userId);
    const block = `INSERT INTO user_block (id, user_id, blocked_id) VALUES ($1, $2, $3)`;
    await world.db.query(block, [testId(), me.userId, blocked.userId]);
    await world.db.query(block, [testId(), blocker.userId, me.userId]);
    await world.db.query(`UPDATE users SET show_presence = 0 WHERE id = $1`, [hidden.userId]);
    const all = [friend, stranger, blocked, blocker, hidden].map(({ userId }) => userId);
    me.send({ kind: 'presenceSubscribe', userIds: [...all, '999'] });
    const { users } = await me.nth('presenceUpdate');
    expect(new Map(users.map((u) => [u.userId, u.online]))).toEqual(
      new Map([...all.map((id) => [id, id === friend.userId] as const), ['999', false]]),
    );
    expect(users.filter(({ online }) => !online).every(({ lastSeenAt }) => lastSeenAt === 0)).toBe(true);
  });

  it('a friend who comes online is told of, whichever node heard the wish', async () => {
    const me = await person();
    const friendId = await createUser(world.db);
    await befriend(world.db, me.userId, friendId);
    me.send({ kind: 'presenceSubscribe', userIds: [friendId] });
    expect((await me.nth('presenceUpdate')).users).toMatchObject([{ userId: friendId, online: false }]);
    await world.access.online(friendId);
    expect((await me.nth('presenceUpdate', 2)).users).toMatchObject([{ userId: friendId, online: true }]);
  });
});

describe('[F-31] typing', () => {
  it('reaches the others, not the own devices, and counts as no push', async () => {
    const [alice, bob] = [await person(), await person()];
    const phone = await world.access.online(alice.userId);
    const conversationId = await befriend(world.db, alice.userId, bob.userId);
    for (const typing of [true, false]) {
      // a notice may get lost, as when a node has no connection to PostgreSQL within its 0.5 s
      await expect
        .poll(
          () => {
            alice.send({ kind: 'typing', conversationId, typing });
            return bob.all('typingNotice').some((n) => n.typing === typing);
          },
          { timeout: 15_000, interval: 200 },
        )
        .toBe(true);
    }
    expect(bob.all('typingNotice')[0]).toEqual({ kind: 'typingNotice', conversationId, userId: alice.userId, typing: true });
    expect(bob.received.filter(({ message }) => message.kind === 'typingNotice').every(({ counted }) => !counted)).toBe(true);
    expect([...phone.all('typingNotice'), ...alice.all('typingNotice')]).toEqual([]);
  });

  it('[S11] of somebody who may not send here is refused and reaches nobody', async () => {
    const [alice, bob, mallory] = [await person(), await person(), await person()];
    const conversationId = await befriend(world.db, alice.userId, bob.userId);
    await world.db.query(`UPDATE conversation_member SET can_send = 0 WHERE conversation_id = $1`, [conversationId]);
    await world.db.query(`UPDATE conversation SET membership_version = membership_version + 1 WHERE id = $1`, [conversationId]);
    expect(await mallory.ask({ kind: 'typing', conversationId, typing: true })).toMatchObject({ name: 'CONVERSATION_NOT_FOUND' });
    expect(await mallory.ask({ kind: 'typing', conversationId: '1', typing: true })).toMatchObject({ name: 'CONVERSATION_NOT_FOUND' });
    expect(await alice.ask({ kind: 'typing', conversationId, typing: true })).toMatchObject({ kind: 'error' });
    expect(bob.all('typingNotice')).toEqual([]);
  });

  it('[F-66] of somebody who blocks, or is blocked, reaches nobody 2 s after the block, whichever logic node hears of it', async () => {
    const [alice, bob] = [await person(), await person()];
    const conversationId = await befriend(world.db, alice.userId, bob.userId);
    const type = (): void => {
      for (const session of [alice, bob]) session.send({ kind: 'typing', conversationId, typing: true });
    };
    const heard = (): number[] => [alice, bob].map((session) => session.all('typingNotice').length);
    // each node tells of a person once a second: with more than one in half a second both nodes know the conversation
    await expect
      .poll(
        async () => {
          const before = heard();
          for (let i = 0; i < 20; i++, await sleep(10)) type();
          return heard().every((n, i) => n - before[i]! > 1);
        },
        { timeout: 20_000, interval: 1_100 },
      )
      .toBe(true);
    expect(await askAnything(world, 'block', { userId: alice.userId, blockedId: bob.userId })).toMatchObject({ ok: true });
    await sleep(2_000);
    const before = heard();
    for (let i = 0; i < 60; i++, await sleep(50)) type();
    expect(heard()).toEqual(before);
  });

  it('is not told in groups of more than 200', async () => {
    const people = [await person(), await person()];
    const filler = await Promise.all(Array.from({ length: 199 }, () => createUser(world.db)));
    const large = await createGroup(world.db, [...people.map(({ userId }) => userId), ...filler]);
    const small = await createGroup(
      world.db,
      people.map(({ userId }) => userId),
    );
    people[0]!.send({ kind: 'typing', conversationId: large, typing: true });
    people[0]!.send({ kind: 'typing', conversationId: small, typing: true });
    expect(await people[1]!.nth('typingNotice')).toMatchObject({ conversationId: small });
    expect(people[1]!.all('typingNotice').filter(({ conversationId }) => conversationId === large)).toEqual([]);
  });
});
