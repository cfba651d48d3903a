import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ErrorName } from '@godwit/shared/protocol/errors';
import type { Id } from '@godwit/shared/ids/id';
import { REDIS_KEYS } from '@godwit/shared/redis-keys';
import { askAnything, askLogic, refusalOf } from '../../testing/ask-logic.js';
import { type LogicWorld, startLogicWorld } from '../../testing/logic-world.js';
import { befriend, createGroup, createUser, testId, upTo } from '../../testing/people.js';

let world: LogicWorld;
beforeAll(async () => {
  world = await startLogicWorld();
});
afterAll(() => world.close());

const ask = (userId: Id, conversationId: Id): Promise<unknown> => askAnything(world, 'countOnline', { userId, conversationId });
const refusal = (userId: Id, conversationId: Id): Promise<ErrorName | 'ok'> =>
  refusalOf(askLogic(world, 'countOnline', { userId, conversationId }));
const online = (count: number): unknown => ({ ok: true, value: { online: count } });
const people = (n: number): Promise<Id[]> => Promise.all(upTo(n).map(() => createUser(world.db)));
const arrive = (userId: Id): Promise<unknown> => world.access.online(userId);
const hide = (userId: Id): Promise<unknown> => world.db.query(`UPDATE users SET show_presence = 0 WHERE id = $1`, [userId]);
const block = (userId: Id, blockedId: Id): Promise<unknown> =>
  world.db.query(`INSERT INTO user_block (id, user_id, blocked_id) VALUES ($1, $2, $3)`, [testId(), userId, blockedId]);
const end = (conversationId: Id, userId: Id): Promise<unknown> =>
  world.db.query(`UPDATE conversation_member SET max_seq = 1 WHERE conversation_id = $1 AND user_id = $2`, [conversationId, userId]);

describe('[U-6] [F-69] how many of a group are online', () => {
  it('oneself and the friends who are there, and not who has gone from the group', async () => {
    const [me, here, away, former] = (await people(4)) as [Id, Id, Id, Id];
    for (const friend of [here, away, former]) await befriend(world.db, me, friend);
    const group = await createGroup(world.db, [me, here, away, former]);
    await end(group, former);
    for (const id of [me, here, former]) await arrive(id);
    expect(await ask(me, group)).toEqual(online(2));
    expect(await ask(away, group)).toEqual(online(1));
  });

  it('who hides it counts for himself alone', async () => {
    const [me, hidden] = (await people(2)) as [Id, Id];
    await befriend(world.db, me, hidden);
    await hide(hidden);
    const group = await createGroup(world.db, [me, hidden]);
    for (const id of [me, hidden]) await arrive(id);
    expect([await ask(me, group), await ask(hidden, group)]).toEqual([online(1), online(2)]);
  });

  it('[S28] of fewer than 10 who are not to be watched nobody counts; of more, those who show it count, whoever blocks whom', async () => {
    const [me, friend, blocker] = (await people(3)) as [Id, Id, Id];
    for (const other of [friend, blocker]) await befriend(world.db, me, other);
    await block(blocker, me);
    const strangers = await people(9);
    const [, , silent] = strangers;
    const few = await createGroup(world.db, [me, friend, blocker, ...strangers.slice(1)]);
    const hidden = await createUser(world.db);
    await hide(hidden);
    const many = await createGroup(world.db, [me, friend, blocker, hidden, ...strangers]);
    for (const id of [me, friend, blocker, hidden, ...strangers]) if (id !== silent) await arrive(id);
    expect(await ask(me, few)).toEqual(online(2));
    expect(await ask(me, many)).toEqual(online(2 + 1 + 8));
    // to whom they are all strangers but one, the hidden one is still nobody
    expect(await ask(blocker, many)).toEqual(online(1 + 1 + 8 + 1));
  });

  it('[C33] is told to members alone', async () => {
    const [me, former, stranger] = (await people(3)) as [Id, Id, Id];
    const group = await createGroup(world.db, [me, former]);
    expect(await ask(former, group)).toEqual(online(0));
    await end(group, former);
    expect([await refusal(former, group), await refusal(stranger, group), await refusal(me, testId())]).toEqual([
      'NOT_A_MEMBER',
      'CONVERSATION_NOT_FOUND',
      'CONVERSATION_NOT_FOUND',
    ]);
    expect(await refusal(me, await befriend(world.db, me, former))).toBe('CONVERSATION_NOT_FOUND');
    await world.db.query(`UPDATE conversation SET end_seq = 1 WHERE id = $1`, [group]);
    expect(await refusal(me, group)).toBe('NOT_A_MEMBER');
  });

  it('is not counted in groups of more than 500', async () => {
    const me = await createUser(world.db);
    const group = await createGroup(world.db, [me], { room: true });
    const size = (members: number) => world.db.query(`UPDATE conversation SET member_count = $2 WHERE id = $1`, [group, members]);
    await size(501);
    expect(await refusal(me, group)).toBe('NOT_SUPPORTED');
    await size(500);
    expect(await refusal(me, group)).toBe('ok');
  });

  it('is UNAVAILABLE while Redis does not say it, and known again as soon as it does', async () => {
    const me = await createUser(world.db);
    const group = await createGroup(world.db, [me]);
    await arrive(me);
    const sentinel = await world.redis.get(REDIS_KEYS.sentinel);
    await world.redis.del(REDIS_KEYS.sentinel);
    expect(await refusal(me, group)).toBe('UNAVAILABLE');
    await world.redis.set(REDIS_KEYS.sentinel, sentinel ?? '1');
    expect(await ask(me, group)).toEqual(online(1));
  });

  it('is UNAVAILABLE while Redis is gone', async () => {
    const other = await startLogicWorld();
    const me = await createUser(other.db);
    const group = await createGroup(other.db, [me]);
    await other.redisServer.stop();
    expect(await refusalOf(askLogic(other, 'countOnline', { userId: me, conversationId: group }))).toBe('UNAVAILABLE');
    await other.close().catch(() => undefined);
  });
});
