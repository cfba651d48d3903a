import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Id } from '@godwit/shared/ids/id';
import { askAnything, askLogic, refusalOf, valueOf } from '../../testing/ask-logic.js';
import type { FakeSession } from '../../testing/fake-access.js';
import { type LogicWorld, startLogicWorld } from '../../testing/logic-world.js';
import { actionEntry, textEntry } from '../../testing/messages.js';
import { befriend, createUser, seqs, upTo } from '../../testing/people.js';
import { logOf, refusal, stateOf, tell } from '../../testing/talk.js';

let world: LogicWorld;
beforeAll(async () => {
  world = await startLogicWorld({ logic: 2 });
});
afterAll(() => world.close());

const open = async ({ userId }: FakeSession): Promise<Id> =>
  ((await askAnything(world, 'openDirect', { userId, peerId: userId })) as { value: { conversationId: Id } }).value.conversationId;

async function person(): Promise<{ desk: FakeSession; phone: FakeSession; notes: Id }> {
  const userId = await createUser(world.db);
  const [desk, phone] = [await world.access.online(userId), await world.access.online(userId)];
  return { desk, phone, notes: await open(desk) };
}

it('[F-41] a user with himself is one conversation of one member, however often it is opened', async () => {
  const userId = await createUser(world.db);
  const [desk, phone] = [await world.access.online(userId), await world.access.online(userId)];
  const ids = new Set(await Promise.all(upTo(6).map(() => open(desk))));
  expect(ids.size).toBe(1);
  const [notes] = [...ids] as [Id];
  for (const session of [desk, phone]) expect((await session.nth('userStateChanged')).conversationIds).toEqual([notes]);
  expect(await stateOf(phone, notes)).toMatchObject({ type: 'self', memberCount: 1, peerId: '0', title: '', lastSeq: 0 });
  const { rows } = await world.db.query(`SELECT user_id, can_send FROM conversation_member WHERE conversation_id = $1`, [notes]);
  expect(rows).toEqual([{ user_id: userId, can_send: 1 }]);
  expect([...desk.all('userStateChanged'), ...phone.all('userStateChanged')].length).toBe(2);
});

it('[F-41] what he writes there is on his other devices, is never unread, and tells nobody anything', async () => {
  const { desk, phone, notes } = await person();
  expect(await tell(desk, notes, textEntry('milk'))).toMatchObject({ code: 0, seq: 1, countableNo: 1 });
  const pushed = await phone.when('the note', () => phone.all('pushMessage').find(({ conversationId }) => conversationId === notes));
  expect(pushed.entries).toMatchObject([{ seq: 1, senderId: desk.userId, countableNo: 1 }]);
  const friend = await world.access.online(await createUser(world.db));
  const direct = await befriend(world.db, desk.userId, friend.userId);
  await tell(friend, direct, textEntry('hi'));
  phone.send({ kind: 'deliveryAck', cursors: [notes, direct].map((conversationId) => ({ conversationId, seq: 1 })) });
  await friend.nth('deliveryReceipt');
  phone.send({ kind: 'conversationRead', conversationId: notes, readSeq: 1 });
  phone.send({ kind: 'typing', conversationId: notes, typing: true });
  expect(await tell(phone, notes, textEntry('bread'))).toMatchObject({ code: 0, seq: 2 });
  const { countableTotal, peerReadSeq, member } = await stateOf(desk, notes);
  expect([countableTotal, peerReadSeq, member.readSeq, member.readCountable, member.deliveredSeq]).toEqual([2, 0, 2, 2, 0]);
  for (const session of [desk, phone])
    expect([session.all('typingNotice'), session.all('readReceipt'), session.all('deliveryReceipt')]).toEqual([[], [], []]);
  expect(desk.all('userStateChanged').length).toBe(1);
});

it('[F-32] [F-33] [F-34] [F-35] [F-40] actions and own settings work there as elsewhere', async () => {
  const { desk, phone, notes } = await person();
  for (const text of ['one', 'two', 'three']) await tell(desk, notes, textEntry(text));
  expect(await refusal(phone, notes, actionEntry('edit', 1, 'uno'))).toBeUndefined();
  expect(await refusal(phone, notes, actionEntry('recall', 2))).toBeUndefined();
  expect(await refusal(phone, notes, actionEntry('reaction', 3, '👍'))).toBeUndefined();
  expect(await refusal(phone, notes, actionEntry('pin', 3))).toBeUndefined();
  expect(await logOf(desk, notes)).toMatchObject([
    { seq: 1, recalled: false },
    { seq: 2, recalled: true },
    { seq: 3, reactions: [{ emoji: '👍', mine: true }] },
    { kind: 'edit' },
    { kind: 'recall' },
    { kind: 'reaction' },
    { kind: 'pin' },
  ]);
  const changes = { pinned: true, mute: { level: 2, until: 0 }, hide: [{ fromSeq: 1, toSeq: 2 }] };
  const changed = askLogic(world, 'changeSettings', { userId: desk.userId, conversationId: notes, changes });
  expect(await valueOf(changed)).toMatchObject({ muteLevel: 2, hidden: [{ fromSeq: 1, toSeq: 2 }] });
  const { pinnedSeqs, countableTotal, member } = await stateOf(desk, notes);
  expect([pinnedSeqs, countableTotal - member.readCountable, member.pinnedAt > 0]).toEqual([[3], 0, true]);
});

it('[F-41] [C33] it is closed to everybody else', async () => {
  const { desk, notes } = await person();
  const other = await world.access.online(await createUser(world.db));
  await tell(desk, notes, textEntry('secret'));
  expect(await refusal(other, notes, textEntry('hi'))).toBe('CONVERSATION_NOT_FOUND');
  const history = {
    kind: 'historyRequest',
    conversationId: notes,
    fromSeq: 1,
    toSeq: 0,
    limit: 0,
    direction: 'forward',
    since: 0,
  } as const;
  expect(await other.ask(history)).toMatchObject({ kind: 'error', name: 'CONVERSATION_NOT_FOUND' });
  const settings = askLogic(world, 'changeSettings', { userId: other.userId, conversationId: notes, changes: { archived: true } });
  expect(await refusalOf(settings)).toBe('CONVERSATION_NOT_FOUND');
  expect(await open(other)).not.toBe(notes);
  expect(await seqs(world.db, notes)).toEqual([1]);
});

it('nobody blocks, renames or unfriends himself', async () => {
  const { desk, notes } = await person();
  const { userId } = desk;
  expect(await refusalOf(askLogic(world, 'block', { userId, blockedId: userId }))).toBe('INVALID_ARGUMENT');
  expect(await refusalOf(askLogic(world, 'changeFriend', { userId, friendId: userId, changes: { remark: 'x' } }))).toBe('INVALID_ARGUMENT');
  expect(await refusalOf(askLogic(world, 'deleteFriend', { userId, friendId: userId }))).toBe('INVALID_ARGUMENT');
  expect(await refusal(desk, notes, textEntry('still'))).toBeUndefined();
});
