import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Id } from '@godwit/shared/ids/id';
import type { ApplicationCounts } from '@godwit/shared/rest/groups';
import { askAnything, askLogic, valueOf } from '../../testing/ask-logic.js';
import { type LogicWorld, startLogicWorld } from '../../testing/logic-world.js';
import { createGroup, createUser, testId } from '../../testing/people.js';

let world: LogicWorld;
beforeAll(async () => {
  world = await startLogicWorld();
});
afterAll(() => world.close());

const count = (userId: Id): Promise<ApplicationCounts> => valueOf(askLogic(world, 'countApplications', { userId }));

async function group(role: number, member: Id, ...more: Id[]): Promise<Id> {
  const id = await createGroup(world.db, [member, ...more]);
  await world.db.query(`UPDATE conversation_member SET role = $3 WHERE conversation_id = $1 AND user_id = $2`, [id, member, role]);
  return id;
}

/** An application of somebody new. */
async function apply(conversationId: Id, status = 0): Promise<Id> {
  const [id, userId] = [testId(), await createUser(world.db)];
  const row = `INSERT INTO group_application (id, conversation_id, user_id, status) VALUES ($1, $2, $3, $4)`;
  await world.db.query(row, [id, conversationId, userId, status]);
  return id;
}

it('[F-52] [U-1] counts who waits to be let into the groups that one leads, group by group, and nothing of others', async () => {
  const me = await createUser(world.db);
  expect(await count(me)).toEqual({ pending: 0, groups: [] });
  const [owned, led, silent, mine, left, over] = [
    await group(2, me),
    await group(1, me),
    await group(2, me),
    await group(0, me),
    await group(1, me),
    await group(2, me),
  ];
  for (const id of [owned, owned, led, mine, left, over]) await apply(id);
  await apply(silent, 2);
  await world.db.query(`UPDATE conversation_member SET max_seq = 1 WHERE conversation_id = $1`, [left]);
  await world.db.query(`UPDATE conversation SET end_seq = 1 WHERE id = $1`, [over]);
  const expected = [
    { conversationId: owned, pending: 2 },
    { conversationId: led, pending: 1 },
  ];
  expect(await count(me)).toEqual({ pending: 3, groups: expected });
  expect(await count(await createUser(world.db))).toEqual({ pending: 0, groups: [] });
});

it('[F-52] goes down with every decision, and the other admins are told', async () => {
  const [me, other] = [await createUser(world.db), await createUser(world.db)];
  const conversationId = await group(2, me, other);
  await world.db.query(`UPDATE conversation_member SET role = 1 WHERE conversation_id = $1 AND user_id = $2`, [conversationId, other]);
  const admin = await world.access.online(other);
  const applicationId = await apply(conversationId);
  expect((await count(other)).pending).toBe(1);
  expect(await askAnything(world, 'rejectApplication', { userId: me, conversationId, applicationId })).toMatchObject({ ok: true });
  expect(await admin.nth('groupOperation')).toMatchObject({ operation: 'application', conversationId });
  expect((await count(other)).pending).toBe(0);
});
