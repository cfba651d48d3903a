import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Id } from '@godwit/shared/ids/id';
import type { Attachment } from '@godwit/shared/protocol/messages/attachment';
import { encodeMessageBody } from '@godwit/shared/protocol/messages/message-body';
import type { OutgoingEntry } from '@godwit/shared/protocol/messages/outgoing-entry';
import { askLogic, refusalOf, valueOf } from '../testing/ask-logic.js';
import type { FakeSession } from '../testing/fake-access.js';
import { attachmentOf, createFile, type StoredFile } from '../testing/files.js';
import { friends, startGroup } from '../testing/groups.js';
import { type LogicWorld, startLogicWorld } from '../testing/logic-world.js';
import { actionEntry, textEntry, userMessage } from '../testing/messages.js';
import { befriend, createUser, testId, upTo } from '../testing/people.js';
import { messageEntry, refusal, tell } from '../testing/talk.js';

let world: LogicWorld;
beforeAll(async () => {
  world = await startLogicWorld();
});
afterAll(() => world.close());

interface Chat {
  readonly alice: FakeSession;
  readonly bob: FakeSession;
  readonly id: Id;
}

async function chat(): Promise<Chat> {
  const [a, b] = [await createUser(world.db), await createUser(world.db)];
  const id = await befriend(world.db, a, b);
  return { alice: await world.access.online(a), bob: await world.access.online(b), id };
}

const withFiles = (...files: StoredFile[]): OutgoingEntry => messageEntry({ kind: 'image', attachments: files.map(attachmentOf) });
const withLie = (file: StoredFile, lie: Partial<Attachment>): OutgoingEntry =>
  messageEntry({ kind: 'image', attachments: [{ ...attachmentOf(file), ...lie }] });
const allowed = async ({ userId }: FakeSession, { id }: StoredFile): Promise<boolean> =>
  (await valueOf(askLogic(world, 'fileAccess', { userId, fileId: id }))).allowed;
const rows = async (id: Id): Promise<object[]> =>
  (await world.db.query<object>(`SELECT seq::int, file_id, deleted FROM message_file WHERE conversation_id = $1 ORDER BY id`, [id])).rows;

describe('a message with files', () => {
  it('[F-46] refers to complete files of its sender, each once, in the transaction of the message', async () => {
    const { alice, bob, id } = await chat();
    const [one, two] = [await createFile(world.db, alice.userId), await createFile(world.db, alice.userId)];
    expect([await allowed(alice, one), await allowed(bob, one)]).toEqual([true, false]);
    expect(await tell(alice, id, withFiles(one, two, one))).toMatchObject({ code: 0, seq: 1 });
    expect(await rows(id)).toEqual([one, two].map((file) => ({ seq: 1, file_id: file.id, deleted: 0 })));
    expect([await allowed(alice, one), await allowed(bob, one), await allowed(bob, two)]).toEqual([true, true, true]);
    const { rows: due } = await world.db.query(`SELECT FROM file WHERE id = $1 AND check_at > now() + interval '50 minutes'`, [one.id]);
    expect(due).toHaveLength(1);
  });

  it('[S17] is refused with a file that is another’s, unfinished, being removed, unknown, or not what it says', async () => {
    const { alice, bob, id } = await chat();
    const mine = await createFile(world.db, alice.userId);
    const bad: OutgoingEntry[] = [
      withFiles(await createFile(world.db, bob.userId)),
      withFiles(await createFile(world.db, alice.userId, { ready: false })),
      withFiles(await createFile(world.db, alice.userId, { deleted: true })),
      withFiles({ ...mine, id: testId() }),
      withFiles(mine, { ...mine, id: testId() }),
      withLie(mine, { size: mine.size + 1 }),
      withLie(mine, { mime: 'text/html' }),
      withLie(mine, { mime: 'image/png\0' }),
      withLie(mine, { fileId: '' }),
      withLie(mine, { fileId: '../../etc/passwd' }),
      withLie(mine, { fileId: '18446744073709551615' }),
      messageEntry({ kind: 'text', text: 'look', attachments: [attachmentOf({ ...mine, id: testId() })] }),
    ];
    for (const entry of bad) expect(await refusal(alice, id, entry)).toBe('FILE_NOT_FOUND');
    expect(await refusal(alice, id, withLie(mine, { url: 'https://evil.example/x' }))).toBe('INVALID_ARGUMENT');
    expect(await refusal(alice, id, withFiles(...upTo(21).map(() => mine)))).toBe('INVALID_ARGUMENT');
    expect(await rows(id)).toEqual([]);
    expect(await refusal(alice, id, withFiles(mine))).toBeUndefined();
  });

  it('the refused one of a frame does not hold up the others', async () => {
    const { alice, id } = await chat();
    const mine = await createFile(world.db, alice.userId);
    alice.send(userMessage(id, textEntry('before'), withFiles({ ...mine, id: testId() }), withFiles(mine), textEntry('after')));
    const results = (): number[] => alice.all('messageAck').flatMap((ack) => ack.results.map(({ code }) => code));
    expect((await alice.when('acks', () => (results().length === 4 ? results() : undefined))).sort()).toEqual([0, 0, 0, 4_001]);
    expect(await rows(id)).toEqual([{ seq: 2, file_id: mine.id, deleted: 0 }]);
  });

  it('[R4] a repeat gets its first seq, also when the file is gone since', async () => {
    const { alice, id } = await chat();
    const file = await createFile(world.db, alice.userId);
    const entry = withFiles(file);
    const first = await tell(alice, id, entry);
    expect(await tell(alice, id, entry)).toMatchObject({ code: 0, seq: first.seq, messageId: first.messageId });
    await world.db.query(`UPDATE file SET deleted = 1 WHERE id = $1`, [file.id]);
    expect(await tell(alice, id, entry)).toMatchObject({ code: 0, seq: first.seq, messageId: first.messageId });
    expect(await rows(id)).toHaveLength(1);
  });

  it('[F-46] may forward what its sender sees, and opens the file to those who see the copy', async () => {
    const { alice, bob, id } = await chat();
    const carol = await world.access.online(await createUser(world.db));
    const other = await befriend(world.db, bob.userId, carol.userId);
    const file = await createFile(world.db, alice.userId);
    expect(await refusal(bob, other, withFiles(file))).toBe('FILE_NOT_FOUND');
    await tell(alice, id, withFiles(file));
    expect(await allowed(carol, file)).toBe(false);
    expect(await refusal(bob, other, withFiles(file))).toBeUndefined();
    expect(await allowed(carol, file)).toBe(true);
  });
});

describe('who may have a file', () => {
  it('[S17] not who came after the message, nor who left before it; who left after it still may', async () => {
    const [owner, early, late] = (await friends(world, 3)) as [FakeSession, FakeSession, FakeSession];
    const id = await startGroup(world, owner, early);
    const [first, second] = [await createFile(world.db, owner.userId), await createFile(world.db, owner.userId)];
    await tell(owner, id, withFiles(first));
    await valueOf(askLogic(world, 'inviteMembers', { conversationId: id, userId: owner.userId, memberIds: [late.userId] }));
    await valueOf(askLogic(world, 'leaveGroup', { conversationId: id, userId: early.userId }));
    await tell(owner, id, withFiles(second));
    expect([await allowed(early, first), await allowed(late, first)]).toEqual([true, false]);
    expect([await allowed(early, second), await allowed(late, second)]).toEqual([false, true]);
  });

  it('[S17] not who deleted the message for himself, nor anybody once it is recalled', async () => {
    const { alice, bob, id } = await chat();
    const file = await createFile(world.db, alice.userId);
    const carol = await world.access.online(await createUser(world.db));
    await tell(alice, id, withFiles(file));
    expect([await allowed(bob, file), await allowed(carol, file)]).toEqual([true, false]);
    const hide = [{ fromSeq: 1, toSeq: 1 }];
    await valueOf(askLogic(world, 'changeSettings', { conversationId: id, userId: bob.userId, changes: { hide } }));
    expect(await allowed(bob, file)).toBe(false);
    await tell(alice, id, withFiles(file));
    expect(await allowed(bob, file)).toBe(true);
    expect([await refusal(alice, id, actionEntry('recall', 2)), await allowed(bob, file)]).toEqual([undefined, false]);
    expect(await rows(id)).toEqual([0, 1].map((deleted, i) => ({ seq: i + 1, file_id: file.id, deleted })));
  });

  it('an edit keeps files or drops them, and adds none', async () => {
    const { alice, bob, id } = await chat();
    const [one, two] = [await createFile(world.db, alice.userId), await createFile(world.db, alice.userId)];
    await tell(alice, id, withFiles(one));
    const edit = (...files: StoredFile[]): OutgoingEntry => ({
      ...actionEntry('edit', 1),
      body: encodeMessageBody({ kind: files.length === 0 ? 'text' : 'image', text: 'new', attachments: files.map(attachmentOf) }),
    });
    expect(await refusal(alice, id, edit(one, two))).toBe('FILE_NOT_FOUND');
    expect([await refusal(alice, id, edit(one)), await allowed(bob, one)]).toEqual([undefined, true]);
    expect([await refusal(alice, id, edit()), await allowed(bob, one)]).toEqual([undefined, false]);
    const { rows: due } = await world.db.query(`SELECT FROM file WHERE id = $1 AND check_at <= now() + interval '1 hour'`, [one.id]);
    expect(due).toHaveLength(1);
  });

  it('[F-46] everybody, while a user or group has it as avatar', async () => {
    const [owner, member, other] = (await friends(world, 3)) as [FakeSession, FakeSession, FakeSession];
    const stranger = await world.access.online(await createUser(world.db));
    const id = await startGroup(world, owner, member);
    const set = (by: FakeSession, { id: fileId }: StoredFile) =>
      refusalOf(askLogic(world, 'setGroupAvatar', { conversationId: id, userId: by.userId, fileId }));
    const [one, two] = [
      await createFile(world.db, owner.userId, { kind: 'avatar' }),
      await createFile(world.db, owner.userId, { kind: 'avatar' }),
    ];
    expect(await allowed(stranger, one)).toBe(false);
    expect(await set(member, await createFile(world.db, member.userId, { kind: 'avatar' }))).toBe('FORBIDDEN');
    expect(await set(owner, await createFile(world.db, owner.userId))).toBe('FILE_NOT_FOUND');
    expect(await set(owner, await createFile(world.db, member.userId, { kind: 'avatar' }))).toBe('FILE_NOT_FOUND');
    expect(await set(owner, await createFile(world.db, owner.userId, { kind: 'avatar', ready: false }))).toBe('FILE_NOT_FOUND');
    expect([await set(owner, one), await set(owner, one)]).toEqual(['ok', 'NOTHING_TO_CHANGE']);
    expect([await allowed(stranger, one), await allowed(other, one)]).toEqual([true, true]);
    expect(await set(owner, two)).toBe('ok');
    expect([await allowed(stranger, one), await allowed(stranger, two)]).toEqual([false, true]);
  });

  it('[S16] the clean-up leaves a file alone that becomes the avatar of a group, and looks within the hour at one that was it', async () => {
    const [owner, member] = (await friends(world, 2)) as [FakeSession, FakeSession];
    const conversationId = await startGroup(world, owner, member);
    const [one, two] = [
      await createFile(world.db, owner.userId, { kind: 'avatar' }),
      await createFile(world.db, owner.userId, { kind: 'avatar' }),
    ];
    const looks = async ({ id }: StoredFile): Promise<'now' | 'within the hour' | 'later'> => {
      const sql = `SELECT check_at <= now() AS now, check_at <= now() + interval '1 hour' AS soon FROM file WHERE id = $1`;
      const { rows } = await world.db.query<{ now: boolean; soon: boolean }>(sql, [id]);
      return rows[0]!.now ? 'now' : rows[0]!.soon ? 'within the hour' : 'later';
    };
    const later = () => world.db.query(`UPDATE file SET check_at = now() + interval '7 days' WHERE avatar_of = $1`, [conversationId]);
    const common = { conversationId, userId: owner.userId };
    const set = ({ id: fileId }: StoredFile) => refusalOf(askLogic(world, 'setGroupAvatar', { ...common, fileId }));
    expect(await looks(one)).toBe('now');
    expect([await set(one), await looks(one)]).toEqual(['ok', 'within the hour']);
    await later();
    expect([await set(two), await looks(one)]).toEqual(['ok', 'within the hour']);
    await later();
    const update = (patch: { title?: string; avatar?: string }) => refusalOf(askLogic(world, 'updateGroup', { ...common, ...patch }));
    expect([await update({ title: 'new' }), await looks(two)]).toEqual(['ok', 'later']);
    expect([await update({ avatar: '' }), await looks(two)]).toEqual(['ok', 'within the hour']);
  });
});
