import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Id } from '@godwit/shared/ids/id';
import type { ErrorName } from '@godwit/shared/protocol/errors';
import { decodeMessageBody } from '@godwit/shared/protocol/messages/message-body';
import { type FavouriteItem, type FavouritePage, MAX_FAVOURITES } from '@godwit/shared/rest/favourites';
import { askLogic, refusalOf, valueOf } from '../../testing/ask-logic.js';
import type { FakeSession } from '../../testing/fake-access.js';
import { attachmentOf, createFile } from '../../testing/files.js';
import { friends, startGroup } from '../../testing/groups.js';
import { type LogicWorld, startLogicWorld } from '../../testing/logic-world.js';
import { actionEntry, textEntry } from '../../testing/messages.js';
import { befriend, createUser, testId, upTo } from '../../testing/people.js';
import { messageEntry, refusal, stateOf, tell } from '../../testing/talk.js';

let world: LogicWorld;
beforeAll(async () => {
  world = await startLogicWorld({ logic: 2 });
});
afterAll(() => world.close());

interface Chat {
  readonly alice: FakeSession;
  readonly phone: FakeSession;
  readonly bob: FakeSession;
  readonly id: Id;
}

async function chat(...texts: string[]): Promise<Chat> {
  const [a, b] = [await createUser(world.db), await createUser(world.db)];
  const id = await befriend(world.db, a, b);
  const [alice, phone, bob] = [await world.access.online(a), await world.access.online(a), await world.access.online(b)];
  for (const text of texts) await tell(bob, id, textEntry(text));
  return { alice, phone, bob, id };
}

const star = ({ userId }: FakeSession, conversationId: Id, seq: number): Promise<ErrorName | 'ok'> =>
  refusalOf(askLogic(world, 'star', { userId, conversationId, seq }));
const unstar = ({ userId }: FakeSession, conversationId: Id, seq: number): Promise<ErrorName | 'ok'> =>
  refusalOf(askLogic(world, 'unstar', { userId, conversationId, seq }));
const page = ({ userId }: FakeSession, before = '0', limit = 200): Promise<FavouritePage> =>
  valueOf(askLogic(world, 'favouritesOf', { userId, before, limit }));
const list = async (session: FakeSession): Promise<FavouriteItem[]> => (await page(session)).favourites;
const textOf = ({ entry }: FavouriteItem): string =>
  entry.body === '' ? '' : decodeMessageBody(Uint8Array.from(Buffer.from(entry.body, 'base64'))).text;
const texts = async (session: FakeSession): Promise<string[]> => (await list(session)).map(textOf);
const versions = (session: FakeSession): number[] => session.all('userStateChanged').map((m) => m.favouriteVersion);
const hide = ({ userId }: FakeSession, conversationId: Id, fromSeq: number, toSeq = fromSeq): Promise<unknown> =>
  valueOf(askLogic(world, 'changeSettings', { userId, conversationId, changes: { hide: [{ fromSeq, toSeq }] } }));

describe('the list of favourites', () => {
  it('[F-41] holds what was starred, the newest star first, until it is taken back; all own devices hear of it, nobody else', async () => {
    const { alice, phone, bob, id } = await chat('one', 'two', 'three');
    expect([await star(alice, id, 2), await star(phone, id, 1), await star(alice, id, 3)]).toEqual(['ok', 'ok', 'ok']);
    expect(await texts(alice)).toEqual(['three', 'one', 'two']);
    const [newest] = await list(phone);
    expect(newest).toMatchObject({ conversationId: id, entry: { seq: 3, senderId: bob.userId, kind: 'message', recalled: false } });
    expect(Math.abs(newest!.starredAt - Date.now())).toBeLessThan(60_000);
    expect(await unstar(phone, id, 1)).toBe('ok');
    expect(await texts(alice)).toEqual(['three', 'two']);
    for (const session of [alice, phone]) {
      await session.nth('userStateChanged', 4);
      expect(versions(session)).toEqual([1, 2, 3, 4]);
      expect(session.received.at(-1)).toMatchObject({ counted: true, userVersion: 4 });
    }
    expect(bob.all('userStateChanged')).toEqual([]);
    expect(await list(bob)).toEqual([]);
  });

  it('[F-41] repeated, a star and its end change nothing and tell nobody', async () => {
    const { alice, id } = await chat('one');
    expect(await Promise.all(upTo(4).map(() => star(alice, id, 1)))).toEqual(['ok', 'ok', 'ok', 'ok']);
    expect(await Promise.all(upTo(4).map(() => unstar(alice, id, 1)))).toEqual(['ok', 'ok', 'ok', 'ok']);
    expect(await star(alice, id, 1)).toBe('ok');
    await alice.nth('userStateChanged', 3);
    expect(versions(alice)).toEqual([1, 2, 3]);
    expect(await texts(alice)).toEqual(['one']);
  });

  it('[F-41] comes in pages that neither miss nor repeat one, whatever is starred meanwhile', async () => {
    const { alice, id } = await chat(...upTo(7).map(String));
    for (const seq of upTo(6)) await star(alice, id, seq);
    const first = await page(alice, '0', 3);
    await star(alice, id, 7);
    const second = await page(alice, first.next, 3);
    expect([first.favourites.map(textOf), second.favourites.map(textOf), second.next]).toEqual([['6', '5', '4'], ['3', '2', '1'], '']);
  });

  it('[R22] a page ends where its bodies and reactions would fill a frame, and the next goes on there', async () => {
    const { alice, bob, id } = await chat();
    for (const n of upTo(3)) await tell(bob, id, textEntry(String(n).repeat(30_000)));
    await world.db.query(
      `INSERT INTO message_reaction (id, conversation_id, seq, user_id, emoji)
       SELECT $1::bigint * 100000 + n, $2, 1, 8000000000000000000 + n, repeat(chr(97 + n % 20), 32) FROM generate_series(1, 2000) n`,
      [testId().slice(-6), id],
    );
    for (const seq of [3, 2, 1]) await star(alice, id, seq);
    const seen: string[] = [];
    for (let before = '0'; ;) {
      const { favourites, next } = await page(alice, before);
      expect(favourites.length).toBe(1);
      seen.push(textOf(favourites[0]!)[0]!);
      if (next === '') break;
      before = next;
    }
    expect(seen).toEqual(['1', '2', '3']);
  });

  it('[F-41] ends at 10,000, also for two at once; what is in it already stays', async () => {
    const { alice, phone, id } = await chat('one', 'two', 'three');
    await world.db.query(
      `INSERT INTO favourite (id, user_id, conversation_id, seq, version) SELECT $1::bigint * 100000 + n, $2, $3, 1000 + n, n FROM generate_series(1, $4::int) n`,
      [testId().slice(-6), alice.userId, id, MAX_FAVOURITES - 2],
    );
    await world.db.query(`UPDATE users SET state_version = $2 WHERE id = $1`, [alice.userId, MAX_FAVOURITES]);
    expect(await star(alice, id, 1)).toBe('ok');
    expect((await Promise.all([star(alice, id, 2), star(phone, id, 3)])).sort()).toEqual(['LIMIT_REACHED', 'ok']);
    expect(await star(alice, id, 1)).toBe('ok');
    await unstar(alice, id, 1);
    expect((await Promise.all([star(alice, id, 2), star(phone, id, 3)])).sort()).toEqual(['ok', 'ok']);
  });
});

describe('what may be starred', () => {
  it('[S10] messages that the user can see, and nothing else', async () => {
    const { alice, bob, id } = await chat('one', 'two');
    await tell(alice, id, actionEntry('reaction', 1, '👍'));
    await tell(bob, id, actionEntry('recall', 2));
    await tell(bob, id, textEntry('hidden'));
    await hide(alice, id, 5);
    const eve = await world.access.online(await createUser(world.db));
    expect([await star(eve, id, 1), await star(eve, testId(), 1)]).toEqual(['CONVERSATION_NOT_FOUND', 'CONVERSATION_NOT_FOUND']);
    for (const seq of [2, 3, 4, 5, 6, 4_294_967_295]) expect([seq, await star(alice, id, seq)]).toEqual([seq, 'ENTRY_NOT_FOUND']);
    expect([await unstar(eve, id, 1), await list(eve), await list(alice)]).toEqual(['ok', [], []]);
    expect([await star(alice, id, 1), await unstar(eve, id, 1), await unstar(bob, id, 1), await texts(alice)]).toEqual([
      'ok',
      'ok',
      'ok',
      ['one'],
    ]);
  });

  it('[S10] of a group: from the joining on, and up to the leaving', async () => {
    const [anna, bert, carl] = (await friends(world, 3)) as [FakeSession, FakeSession, FakeSession];
    const id = await startGroup(world, anna, bert);
    await tell(anna, id, textEntry('before'));
    await valueOf(askLogic(world, 'inviteMembers', { userId: anna.userId, conversationId: id, memberIds: [carl.userId] }));
    await tell(anna, id, textEntry('while'));
    await valueOf(askLogic(world, 'removeMember', { userId: anna.userId, conversationId: id, memberId: carl.userId }));
    await tell(anna, id, textEntry('after'));
    expect([await star(carl, id, 2), await star(carl, id, 4), await star(carl, id, 6)]).toEqual([
      'ENTRY_NOT_FOUND',
      'ok',
      'ENTRY_NOT_FOUND',
    ]);
    expect([await star(bert, id, 2), await star(bert, id, 6)]).toEqual(['ok', 'ok']);
    expect([await texts(carl), await texts(bert)]).toEqual([['while'], ['after', 'before']]);
  });

  it('[F-41] a note to oneself, and what somebody says who blocks the user', async () => {
    const { alice, bob, id } = await chat('bye');
    await valueOf(askLogic(world, 'block', { userId: bob.userId, blockedId: alice.userId }));
    const { userId } = alice;
    const { conversationId: notes } = await valueOf(askLogic(world, 'openDirect', { userId, peerId: userId }));
    await tell(alice, notes, textEntry('milk'));
    expect([await star(alice, id, 1), await star(alice, notes, 1), await texts(alice)]).toEqual(['ok', 'ok', ['milk', 'bye']]);
  });
});

describe('what a favourite shows', () => {
  it('[F-41] stays readable, with its files, when the user leaves and when he comes back to a part that he cannot see', async () => {
    const [anna, bert] = (await friends(world, 2)) as [FakeSession, FakeSession];
    const id = await startGroup(world, anna, bert);
    const [kept, other] = [await createFile(world.db, anna.userId), await createFile(world.db, anna.userId)];
    for (const file of [kept, other])
      await tell(anna, id, messageEntry({ kind: 'image', text: file.id, attachments: [attachmentOf(file)] }));
    const allowed = async (fileId: Id): Promise<boolean> =>
      (await valueOf(askLogic(world, 'fileAccess', { userId: bert.userId, fileId }))).allowed;
    await star(bert, id, 2);
    await valueOf(askLogic(world, 'leaveGroup', { userId: bert.userId, conversationId: id }));
    expect(await texts(bert)).toEqual([kept.id]);
    await valueOf(askLogic(world, 'inviteMembers', { userId: anna.userId, conversationId: id, memberIds: [bert.userId] }));
    expect((await stateOf(bert, id)).member.minSeq).toBe(5);
    expect([await texts(bert), await allowed(kept.id), await allowed(other.id)]).toEqual([[kept.id], true, false]);
    expect([await star(bert, id, 2), await star(bert, id, 3)]).toEqual(['ok', 'ENTRY_NOT_FOUND']);
    await unstar(bert, id, 2);
    expect([await texts(bert), await allowed(kept.id)]).toEqual([[], false]);
  });

  it('[F-32] [F-33] an edit as it is now; of what was recalled nothing, in a quote of it neither, and not its file', async () => {
    const { alice, bob, id } = await chat('first');
    const file = await createFile(world.db, bob.userId);
    await tell(bob, id, messageEntry({ kind: 'image', text: 'the secret', attachments: [attachmentOf(file)] }));
    const quote = messageEntry({ text: 'what?', replyTo: { seq: 2, senderId: bob.userId, preview: 'the secret' } });
    await tell(bob, id, { ...quote, targetSeq: 2 });
    for (const seq of upTo(3)) await star(alice, id, seq);
    expect(await refusal(bob, id, actionEntry('edit', 1, 'second'))).toBeUndefined();
    expect(await refusal(bob, id, actionEntry('recall', 2))).toBeUndefined();
    const [third, second, first] = await list(alice);
    expect(textOf(first!)).toBe('second');
    expect(first!.entry.editedAt).toBeGreaterThan(0);
    expect(second).toMatchObject({ entry: { seq: 2, recalled: true, body: '' } });
    expect(decodeMessageBody(Uint8Array.from(Buffer.from(third!.entry.body, 'base64'))).replyTo?.preview ?? '').toBe('');
    expect((await valueOf(askLogic(world, 'fileAccess', { userId: alice.userId, fileId: file.id }))).allowed).toBe(false);
    const { rows } = await world.db.query<{ row: string }>(`SELECT f::text AS row FROM favourite f WHERE user_id = $1`, [alice.userId]);
    expect(rows.filter(({ row }) => row.includes('secret') || row.includes('\\x'))).toEqual([]);
    expect([await unstar(alice, id, 2), await texts(alice)]).toEqual(['ok', ['what?', 'second']]);
  });

  it('[F-34] nothing that the user has deleted for himself, from the same transaction on, and his devices hear of both at once', async () => {
    const { alice, phone, id } = await chat('one', 'two', 'three');
    for (const seq of upTo(3)) await star(alice, id, seq);
    await hide(alice, id, 2);
    expect(await texts(alice)).toEqual(['three', 'one']);
    expect(await phone.nth('userStateChanged', 4)).toMatchObject({
      userVersion: 4,
      favouriteVersion: 4,
      members: [{ conversationId: id, hidden: [{ fromSeq: 2, toSeq: 2 }] }],
    });
    await valueOf(askLogic(world, 'changeSettings', { userId: alice.userId, conversationId: id, changes: { pinned: true } }));
    expect(await phone.nth('userStateChanged', 5)).toMatchObject({ userVersion: 5, favouriteVersion: 0 });
    await hide(alice, id, 1, 3);
    expect(await texts(alice)).toEqual([]);
    expect(await stateOf(alice, id)).toMatchObject({ member: { version: 6 } });
  });

  it('[F-34] a star and a deletion at the same time never leave a star on what is deleted', async () => {
    const { alice, phone, id } = await chat(...upTo(20).map(String));
    for (const seq of upTo(20)) await Promise.all([star(alice, id, seq), hide(phone, id, seq)]);
    expect(await list(alice)).toEqual([]);
  });

  it('[F-41] [R6] a sync says how new the list is, so a device that was away reads it again', async () => {
    const { alice, id } = await chat('one');
    const ask = { kind: 'syncRequest', since: 0, userVersion: 0, cursor: '', limit: 0 } as const;
    expect(await alice.ask({ ...ask, conversationIds: [] })).toMatchObject({ userVersion: 0, favouriteVersion: 0 });
    await star(alice, id, 1);
    await hide(alice, id, 1);
    await star(alice, id, 1);
    for (const conversationIds of [[], [id]])
      expect(await alice.ask({ ...ask, conversationIds })).toMatchObject({ userVersion: 2, favouriteVersion: 2 });
  });
});
