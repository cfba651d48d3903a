import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Id } from '@godwit/shared/ids/id';
import type { RecordItem } from '@godwit/shared/protocol/messages/message-record';
import type { SharedFileKind, SharedFiles } from '@godwit/shared/rest/conversations';
import { askLogic, refusalOf, valueOf } from '../../testing/ask-logic.js';
import type { FakeSession } from '../../testing/fake-access.js';
import { attachmentOf, createFile, type StoredFile } from '../../testing/files.js';
import { friends, startGroup } from '../../testing/groups.js';
import { type LogicWorld, startLogicWorld } from '../../testing/logic-world.js';
import { actionEntry, textEntry } from '../../testing/messages.js';
import { befriend, createUser, testId } from '../../testing/people.js';
import { messageEntry, tell } from '../../testing/talk.js';
import { MAX_ROWS } from './view-sql.js';

let world: LogicWorld;
beforeAll(async () => {
  world = await startLogicWorld();
});
afterAll(() => world.close());

const TYPES = {
  picture: { kind: 'image', mime: 'image/png' },
  video: { kind: 'video', mime: 'video/mp4' },
  pictureSentAsFile: { kind: 'file', mime: 'image/jpeg' },
  document: { kind: 'file', mime: 'application/pdf' },
  music: { kind: 'file', mime: 'audio/mpeg' },
  voice: { kind: 'voice', mime: 'audio/webm' },
  avatar: { kind: 'avatar', mime: 'image/png' },
} as const;
type Type = keyof typeof TYPES;

const fileOf = ({ userId }: FakeSession, type: Type): Promise<StoredFile> => createFile(world.db, userId, TYPES[type]);

/** The seq of a message with a file of each type. */
async function share(by: FakeSession, conversationId: Id, ...types: Type[]): Promise<number> {
  const files = await Promise.all(types.map((type) => fileOf(by, type)));
  return (await tell(by, conversationId, messageEntry({ kind: 'file', attachments: files.map(attachmentOf) }))).seq;
}

interface Page {
  readonly before?: number;
  readonly limit?: number;
}
const ask = ({ userId }: FakeSession, conversationId: Id, kind: SharedFileKind, { before = 0, limit = 50 }: Page = {}) =>
  askLogic(world, 'sharedFiles', { userId, conversationId, kind, before, limit });
const page = (by: FakeSession, id: Id, kind: SharedFileKind, of?: Page): Promise<SharedFiles> => valueOf(ask(by, id, kind, of));
const seen = async (by: FakeSession, id: Id, kind: SharedFileKind = 'media'): Promise<number[]> => (await page(by, id, kind)).seqs;

async function chat(): Promise<{ alice: FakeSession; bob: FakeSession; id: Id }> {
  const [a, b] = [await createUser(world.db), await createUser(world.db)];
  const id = await befriend(world.db, a, b);
  return { alice: await world.access.online(a), bob: await world.access.online(b), id };
}

describe('messages with files', () => {
  it('[F-46] are told by the kind of their files, the newest first, one with two kinds in both and one with two files once', async () => {
    const { alice, bob, id } = await chat();
    for (const types of [
      ['picture'],
      ['document'],
      ['voice'],
      ['video', 'picture', 'document'],
      ['music'],
      ['pictureSentAsFile'],
      ['avatar'],
    ] as const)
      await share(alice, id, ...types);
    await tell(alice, id, textEntry('nothing with it'));
    for (const by of [alice, bob]) {
      expect(await page(by, id, 'media')).toEqual({ seqs: [6, 4, 1], next: 0 });
      expect(await page(by, id, 'file')).toEqual({ seqs: [5, 4, 2], next: 0 });
      expect(await page(by, id, 'voice')).toEqual({ seqs: [3], next: 0 });
    }
  });

  it('[F-46] come in pages, each of them once, also when others are sent meanwhile', async () => {
    const { alice, bob, id } = await chat();
    for (let i = 0; i < 6; i++) await share(alice, id, 'picture', 'picture');
    const first = await page(bob, id, 'media', { limit: 2 });
    expect(first).toEqual({ seqs: [6, 5], next: 5 });
    await share(alice, id, 'picture');
    const second = await page(bob, id, 'media', { limit: 2, before: first.next });
    expect(second).toEqual({ seqs: [4, 3], next: 3 });
    expect(await page(bob, id, 'media', { limit: 2, before: second.next })).toEqual({ seqs: [2, 1], next: 0 });
    expect(await page(bob, id, 'media', { before: 1 })).toEqual({ seqs: [], next: 0 });
  });

  it('[F-37] are not those that only have a record of messages with files', async () => {
    const { alice, bob, id } = await chat();
    const [own, within] = [await fileOf(alice, 'picture'), await fileOf(alice, 'picture')];
    const item: RecordItem = {
      senderId: '7',
      senderName: 'Gull',
      createdAt: 1,
      kind: 'image',
      text: '',
      attachments: [attachmentOf(within)],
      record: null,
    };
    const record = { kind: 'merged_record', record: { items: [item] }, fallbackText: 'Gull: hi' } as const;
    await tell(alice, id, messageEntry(record));
    await tell(alice, id, messageEntry({ ...record, attachments: [attachmentOf(own)] }));
    await share(alice, id, 'picture');
    expect(await page(bob, id, 'media')).toEqual({ seqs: [3, 2], next: 0 });
    expect(await page(bob, id, 'media', { limit: 2 })).toEqual({ seqs: [3, 2], next: 2 });
  });
});

describe('who sees which', () => {
  it('[C33] [S17] nobody those of a conversation that he was never in; a malformed question is none', async () => {
    const { alice, id } = await chat();
    const eve = await world.access.online(await createUser(world.db));
    expect(await refusalOf(ask(eve, id, 'media'))).toBe('CONVERSATION_NOT_FOUND');
    expect(await refusalOf(ask(alice, testId(), 'media'))).toBe('CONVERSATION_NOT_FOUND');
    expect(await refusalOf(ask(alice, id, 'media', { limit: 101 }))).toBe('INVALID_ARGUMENT');
    expect(await refusalOf(ask(alice, id, 'avatar' as SharedFileKind))).toBe('INVALID_ARGUMENT');
  });

  it('[S17] in a group from the joining on, and up to the leaving, the removal and the end', async () => {
    const [owner, early, late] = (await friends(world, 3)) as [FakeSession, FakeSession, FakeSession];
    const id = await startGroup(world, owner, early);
    const before = await share(owner, id, 'picture');
    await valueOf(askLogic(world, 'inviteMembers', { conversationId: id, userId: owner.userId, memberIds: [late.userId] }));
    const both = await share(owner, id, 'picture');
    await valueOf(askLogic(world, 'leaveGroup', { conversationId: id, userId: early.userId }));
    const after = await share(owner, id, 'picture');
    await valueOf(askLogic(world, 'dismissGroup', { conversationId: id, userId: owner.userId }));
    expect(await seen(owner, id)).toEqual([after, both, before]);
    expect(await seen(early, id)).toEqual([both, before]);
    expect(await seen(late, id)).toEqual([after, both]);
  });

  it('[F-34] [F-48] not those that he deleted for himself, nor those that have expired, nor whose file is being removed', async () => {
    const { alice, bob, id } = await chat();
    for (let i = 0; i < 5; i++) await share(alice, id, 'picture');
    const hide = [{ fromSeq: 3, toSeq: 3 }];
    await valueOf(askLogic(world, 'changeSettings', { conversationId: id, userId: bob.userId, changes: { hide } }));
    expect([await seen(alice, id), await seen(bob, id)]).toEqual([
      [5, 4, 3, 2, 1],
      [5, 4, 2, 1],
    ]);
    await world.db.query(`UPDATE conversation SET expired_seq = 1 WHERE id = $1`, [id]);
    expect([await seen(alice, id), await seen(bob, id)]).toEqual([
      [5, 4, 3, 2],
      [5, 4, 2],
    ]);
    await world.db.query(
      `UPDATE file SET deleted = 1 WHERE id IN (SELECT file_id FROM message_file WHERE conversation_id = $1 AND seq = 4)`,
      [id],
    );
    expect(await seen(bob, id)).toEqual([5, 2]);
  });

  it('[F-32] [F-33] not those that were recalled, nor those whose file an edit has taken out', async () => {
    const { alice, bob, id } = await chat();
    for (let i = 0; i < 3; i++) await share(alice, id, 'picture');
    await tell(alice, id, actionEntry('recall', 2));
    await tell(alice, id, actionEntry('edit', 3, 'without'));
    for (const limit of [1, 50]) expect(await page(bob, id, 'media', { limit })).toEqual({ seqs: [1], next: 0 });
  });
});

describe('a page', () => {
  it('[R22] looks at a bounded number of files of other kinds, and is gone on with', async () => {
    const { alice, bob, id } = await chat();
    await share(alice, id, 'picture');
    await share(alice, id, 'picture', 'voice', 'voice');
    await share(alice, id, 'voice');
    const last = MAX_ROWS + 2;
    await world.db.query(
      `INSERT INTO message_file (id, conversation_id, seq, file_id)
       SELECT $1::bigint * 10000 + n, $1, n, file_id FROM message_file, generate_series(4, $2::int) AS n WHERE conversation_id = $1 AND seq = 3`,
      [id, last],
    );
    await world.db.query(`UPDATE conversation SET last_seq = $2 WHERE id = $1`, [id, last]);
    const first = await page(bob, id, 'media');
    expect(first).toEqual({ seqs: [], next: 3 });
    expect(await page(bob, id, 'media', { before: last })).toEqual({ seqs: [2], next: 2 });
    expect(await page(bob, id, 'media', { before: first.next })).toEqual({ seqs: [2, 1], next: 0 });
  });

  it('[R22] reads a bounded number of bytes, whatever its messages say', async () => {
    const { alice, bob, id } = await chat();
    for (let i = 0; i < 20; i++)
      await tell(
        alice,
        id,
        messageEntry({
          kind: 'image',
          attachments: [{ ...attachmentOf(await fileOf(alice, 'picture')), thumbnail: new Uint8Array(30_000) }],
        }),
      );
    const first = await page(bob, id, 'media');
    expect([first.seqs.length, first.next]).toEqual([18, 3]);
    expect(await page(bob, id, 'media', { before: first.next })).toEqual({ seqs: [2, 1], next: 0 });
  });
});
