import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Id } from '@godwit/shared/ids/id';
import { REDIS_KEYS } from '@godwit/shared/redis-keys';
import { askAnything, refusalOf, askLogic } from '../../testing/ask-logic.js';
import type { FakeSession } from '../../testing/fake-access.js';
import { type LogicWorld, startLogicWorld } from '../../testing/logic-world.js';
import { befriend, createUser, testId } from '../../testing/people.js';

let world: LogicWorld;
beforeAll(async () => {
  world = await startLogicWorld();
});
afterAll(() => world.close());

const person = async (): Promise<FakeSession> => world.access.online(await createUser(world.db));
const ask = (userId: Id, userIds: readonly Id[]): Promise<unknown> => askAnything(world, 'presenceOf', { userId, userIds });
const away = (userId: Id): object => ({ userId, online: false, lastSeenAt: 0 });
const lastSeen = (userId: Id, at: number): Promise<unknown> => world.redis.set(REDIS_KEYS.lastSeen(userId), String(at));

describe('presenceOf', () => {
  it('[F-69] says who of the friends is online and when the others were, each once and in the order asked', async () => {
    const me = await createUser(world.db);
    const [here, gone] = [await person(), await createUser(world.db)];
    for (const friend of [here.userId, gone]) await befriend(world.db, me, friend);
    await lastSeen(gone, 1_234);
    await lastSeen(here.userId, 1_234);
    expect(await ask(me, [gone, here.userId, gone])).toEqual({
      ok: true,
      value: {
        users: [
          { userId: gone, online: false, lastSeenAt: 1_234 },
          { userId: here.userId, online: true, lastSeenAt: 0 },
        ],
      },
    });
  });

  it('[S28] strangers, one-sided, blocked, blocking and hidden people look like somebody who does not exist', async () => {
    const me = await createUser(world.db);
    const [stranger, oneSided, blocked, blocker, hidden, deleted] = await Promise.all(Array.from({ length: 6 }, person));
    for (const other of [blocked, blocker, hidden, deleted]) await befriend(world.db, me, other!.userId);
    const friend = `INSERT INTO friend (id, user_id, friend_id) VALUES ($1, $2, $3)`;
    const block = `INSERT INTO user_block (id, user_id, blocked_id) VALUES ($1, $2, $3)`;
    await world.db.query(friend, [testId(), me, oneSided!.userId]);
    await world.db.query(block, [testId(), me, blocked!.userId]);
    await world.db.query(block, [testId(), blocker!.userId, me]);
    await world.db.query(`UPDATE users SET show_presence = 0 WHERE id = $1`, [hidden!.userId]);
    await world.db.query(`UPDATE users SET deleted = 1 WHERE id = $1`, [deleted!.userId]);
    const all = [stranger, oneSided, blocked, blocker, hidden, deleted].map((session) => session!.userId);
    for (const userId of all) await lastSeen(userId, 1_234);
    expect(await ask(me, [...all, '999', me])).toEqual({ ok: true, value: { users: [...all, '999', me].map(away) } });
  });

  it('[S28] while it is not known who is online nobody is told apart: friend, blocker, stranger and nobody get the same refusal', async () => {
    const me = await createUser(world.db);
    const [friend, blocker, stranger] = await Promise.all(Array.from({ length: 3 }, person));
    for (const other of [friend, blocker]) await befriend(world.db, me, other!.userId);
    await world.db.query(`INSERT INTO user_block (id, user_id, blocked_id) VALUES ($1, $2, $3)`, [testId(), blocker!.userId, me]);
    const asked = [friend, blocker, stranger].map((session) => session!.userId);
    // known to the cache of locations
    for (const userId of asked) await ask(userId, [userId]);
    const sentinel = await world.redis.get(REDIS_KEYS.sentinel);
    await world.redis.del(REDIS_KEYS.sentinel);
    for (const userId of [...asked, '999']) {
      expect(await refusalOf(askLogic(world, 'presenceOf', { userId: me, userIds: [userId] }))).toBe('UNAVAILABLE');
    }
    await world.redis.set(REDIS_KEYS.sentinel, sentinel ?? '1');
  });

  it('refuses more than 200 people', async () => {
    const many = Array.from({ length: 201 }, (_, i) => String(i + 1));
    expect(await ask('1', many)).toMatchObject({ ok: false, refusal: { error: 'INVALID_ARGUMENT' } });
  });
});
