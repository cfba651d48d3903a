import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Id } from '@godwit/shared/ids/id';
import type { Readers } from '@godwit/shared/rest/conversations';
import { askAnything } from '../../testing/ask-logic.js';
import { type LogicWorld, startLogicWorld } from '../../testing/logic-world.js';
import { textEntry, userMessage } from '../../testing/messages.js';
import { befriend, createGroup, createUser, testId, upTo } from '../../testing/people.js';

let world: LogicWorld;
beforeAll(async () => {
  world = await startLogicWorld();
});
afterAll(() => world.close());

const readersOf = (userId: Id, conversationId: Id, seq: number, after = '0'): Promise<unknown> =>
  askAnything(world, 'readersOf', { userId, conversationId, seq, after });
const refused = (error: string): unknown => ({ ok: false, refusal: { error } });

async function group(size: number): Promise<{ users: Id[]; conversationId: Id }> {
  const users: Id[] = [];
  for (const _ of upTo(size)) users.push(await createUser(world.db));
  const conversationId = await createGroup(world.db, users);
  const author = await world.access.online(users[0]!);
  author.send(userMessage(conversationId, textEntry('1'), textEntry('2')));
  await author.nth('messageAck');
  return { users, conversationId };
}

it('[F-29] readers of a message of a group come in pages, with their names, without the sender and without who left', async () => {
  const { users, conversationId } = await group(60);
  await world.db.query(`UPDATE conversation_member SET read_seq = 1 WHERE conversation_id = $1`, [conversationId]);
  await world.db.query(
    `UPDATE conversation_member SET read_seq = 2, nickname = 'in the group' WHERE conversation_id = $1 AND user_id = $2`,
    [conversationId, users[5]],
  );
  await world.db.query(`UPDATE conversation_member SET max_seq = 2 WHERE conversation_id = $1 AND user_id = $2`, [
    conversationId,
    users[59],
  ]);
  const first = ((await readersOf(users[1]!, conversationId, 1)) as { value: Readers }).value;
  expect([first.readers.length, first.next]).toEqual([50, first.readers[49]!.userId]);
  const second = ((await readersOf(users[1]!, conversationId, 1, first.next)) as { value: Readers }).value;
  expect([...first.readers, ...second.readers].map((r) => r.userId)).toEqual(users.slice(1, 59));
  expect(second.next).toBe('');
  expect(await readersOf(users[0]!, conversationId, 2)).toEqual({
    ok: true,
    value: { readers: [{ userId: users[5], name: 'in the group', avatar: '' }], next: '' },
  });
});

it('[C33] [F-29] tells nothing to others, nor of what the asker cannot see, nor in direct and larger conversations', async () => {
  const { users, conversationId } = await group(3);
  expect(await readersOf(await createUser(world.db), conversationId, 1)).toEqual(refused('CONVERSATION_NOT_FOUND'));
  expect(await readersOf(users[0]!, testId(), 1)).toEqual(refused('CONVERSATION_NOT_FOUND'));
  expect(await readersOf(users[0]!, conversationId, 3)).toEqual(refused('ENTRY_NOT_FOUND'));
  await world.db.query(`UPDATE conversation_member SET min_seq = 2 WHERE conversation_id = $1 AND user_id = $2`, [
    conversationId,
    users[1],
  ]);
  expect(await readersOf(users[1]!, conversationId, 1)).toEqual(refused('ENTRY_NOT_FOUND'));
  await world.db.query(`UPDATE conversation_member SET max_seq = 2 WHERE conversation_id = $1 AND user_id = $2`, [
    conversationId,
    users[2],
  ]);
  expect(await readersOf(users[2]!, conversationId, 2)).toEqual(refused('CONVERSATION_NOT_FOUND'));
  await world.db.query(`UPDATE conversation SET member_count = 101 WHERE id = $1`, [conversationId]);
  expect(await readersOf(users[0]!, conversationId, 1)).toMatchObject({ refusal: { error: 'NOT_SUPPORTED' } });
  const direct = await befriend(world.db, users[0]!, users[1]!);
  const author = await world.access.online(users[0]!);
  author.send(userMessage(direct, textEntry('1')));
  await author.nth('messageAck');
  expect(await readersOf(users[1]!, direct, 1)).toMatchObject({ refusal: { error: 'NOT_SUPPORTED' } });
});

it('[F-88] a notification of the operator goes to every session of every node', async () => {
  const notice = { code: 'maintenance', title: 'Tonight', text: 'from 2 to 3' };
  expect(await askAnything(world, 'broadcastNotification', notice)).toEqual({ ok: true, value: {} });
  const session = await world.access.online(await createUser(world.db));
  expect(await askAnything(world, 'broadcastNotification', { ...notice, code: 'again' })).toEqual({ ok: true, value: {} });
  expect(await session.nth('systemNotification')).toMatchObject({ ...notice, code: 'again' });
  expect(session.received).toMatchObject([{ counted: true }]);
  expect(await askAnything(world, 'broadcastNotification', { ...notice, title: 'x'.repeat(201) })).toMatchObject({
    refusal: { error: 'INVALID_ARGUMENT' },
  });
});
