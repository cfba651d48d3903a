import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Id } from '@godwit/shared/ids/id';
import { decodeMessageBody, encodeMessageBody } from '@godwit/shared/protocol/messages/message-body';
import type { MessageRecord, RecordItem } from '@godwit/shared/protocol/messages/message-record';
import type { OutgoingEntry } from '@godwit/shared/protocol/messages/outgoing-entry';
import { askLogic, valueOf } from '../testing/ask-logic.js';
import type { FakeSession } from '../testing/fake-access.js';
import { attachmentOf, createFile, type StoredFile } from '../testing/files.js';
import { friends, startGroup } from '../testing/groups.js';
import { type LogicWorld, startLogicWorld } from '../testing/logic-world.js';
import { actionEntry } from '../testing/messages.js';
import { befriend, createUser, testId } from '../testing/people.js';
import { logOf, messageEntry, refusal, tell } from '../testing/talk.js';

let world: LogicWorld;
let alice: FakeSession;
let bob: FakeSession;
let id: Id;
beforeAll(async () => {
  world = await startLogicWorld();
  const [a, b] = [await createUser(world.db), await createUser(world.db)];
  id = await befriend(world.db, a, b);
  [alice, bob] = [await world.access.online(a), await world.access.online(b)];
});
afterAll(() => world.close());

const item = (patch: Partial<RecordItem> = {}): RecordItem => ({
  senderId: '7',
  senderName: 'Gull',
  createdAt: 1,
  kind: 'text',
  text: 'hi',
  attachments: [],
  record: null,
  ...patch,
});
const items = (count: number, patch?: Partial<RecordItem>): RecordItem[] => Array.from({ length: count }, () => item(patch));
const recordEntry = (...of: RecordItem[]): OutgoingEntry =>
  messageEntry({ kind: 'merged_record', record: { items: of }, fallbackText: 'Gull: hi' });
const within = (record: MessageRecord): RecordItem => item({ kind: 'merged_record', record });
const picture = (...files: StoredFile[]): RecordItem => item({ kind: 'image', attachments: files.map(attachmentOf) });
const allowed = async ({ userId }: FakeSession, { id: fileId }: StoredFile): Promise<boolean> =>
  (await valueOf(askLogic(world, 'fileAccess', { userId, fileId }))).allowed;

describe('[F-37] a record of messages', () => {
  it('is kept as it came, with records in it', async () => {
    const record = { items: [item(), within({ items: [item({ text: '' }), within({ items: [item({ text: 'deep' })] })] })] };
    await tell(alice, id, recordEntry(...record.items));
    const body = decodeMessageBody((await logOf(bob, id)).at(-1)!.body);
    expect(body).toMatchObject({ kind: 'merged_record', fallbackText: 'Gull: hi', record });
  });

  it('is refused when it is empty, too long, too deep, or of what is no message', async () => {
    const file = await createFile(world.db, alice.userId);
    const two = { items: [within({ items: [item()] })] };
    const bad: [OutgoingEntry, string][] = [
      [messageEntry({ kind: 'merged_record', fallbackText: 'x' }), 'INVALID_ARGUMENT'],
      [messageEntry({ kind: 'text', text: 'x', record: { items: [item()] } }), 'INVALID_ARGUMENT'],
      [recordEntry(), 'EMPTY_MESSAGE'],
      [recordEntry(within({ items: [] })), 'EMPTY_MESSAGE'],
      [recordEntry(...items(101)), 'INVALID_ARGUMENT'],
      [recordEntry(...items(50), within({ items: items(50) })), 'INVALID_ARGUMENT'],
      [recordEntry(within({ items: [within(two)] })), 'INVALID_ARGUMENT'],
      [recordEntry(item({ kind: 'system' })), 'INVALID_ARGUMENT'],
      [recordEntry(item({ record: { items: [item()] } })), 'INVALID_ARGUMENT'],
      [recordEntry(picture(...Array.from({ length: 21 }, () => file))), 'INVALID_ARGUMENT'],
      [recordEntry(...Array.from({ length: 6 }, () => picture(...Array.from({ length: 17 }, () => file)))), 'INVALID_ARGUMENT'],
      [recordEntry(item({ text: 'x'.repeat(33_000) })), 'MSG_TOO_LARGE'],
      [recordEntry(item({ kind: 'image', attachments: [{ ...attachmentOf(file), url: 'https://evil.example/x' }] })), 'INVALID_ARGUMENT'],
    ];
    const before = (await logOf(alice, id)).length;
    for (const [entry, error] of bad) expect(await refusal(alice, id, entry)).toBe(error);
    expect(await logOf(alice, id)).toHaveLength(before);
    expect(await refusal(alice, id, recordEntry(...items(49), within({ items: items(50) })))).toBeUndefined();
  });

  it('[S1] cut short or with bits turned is refused, or still a record that every device can read', async () => {
    const whole = recordEntry(item(), within({ items: items(3) })).body;
    const cut = Array.from({ length: 40 }, (_, i) => whole.slice(0, Math.floor((whole.length * i) / 40)));
    const turned = Array.from({ length: 80 }, (_, i) =>
      whole.map((byte, at) => (at === Math.floor((whole.length * i) / 80) ? byte ^ 0x41 : byte)),
    );
    const outcomes: (string | undefined)[] = [];
    for (const body of [...cut, ...turned]) outcomes.push(await refusal(alice, id, { ...messageEntry({}), body }));
    expect(outcomes.slice(0, 40)).toEqual(Array.from({ length: 40 }, () => 'INVALID_ARGUMENT'));
    expect(new Set(outcomes.slice(40))).toEqual(new Set([undefined, 'INVALID_ARGUMENT']));
    const bodies = (await logOf(bob, id)).map(({ body }) => decodeMessageBody(body));
    expect(bodies.filter(({ kind, record }) => kind === 'merged_record' && !(record && record.items.length <= 100))).toEqual([]);
  });
});

describe('[F-37] the files of a record', () => {
  it('are such that its sender sees, at whatever depth they lie; others are not there for him', async () => {
    const [mine, hers] = [await createFile(world.db, alice.userId), await createFile(world.db, bob.userId)];
    const lie = { ...hers, size: hers.size + 1 };
    const unknown = { ...hers, id: testId() };
    for (const file of [hers, unknown, lie]) {
      expect(await refusal(alice, id, recordEntry(picture(mine, file)))).toBe('FILE_NOT_FOUND');
      expect(await refusal(alice, id, recordEntry(item(), within({ items: [picture(file)] })))).toBe('FILE_NOT_FOUND');
    }
    expect(await allowed(bob, mine)).toBe(false);
    expect(await refusal(alice, id, recordEntry(item(), within({ items: [picture(mine, mine)] })))).toBeUndefined();
    expect(await allowed(bob, mine)).toBe(true);
    const { rows } = await world.db.query(`SELECT FROM message_file WHERE file_id = $1 AND deleted = 0`, [mine.id]);
    expect(rows).toHaveLength(1);
  });

  it('may be opened by who sees the record, also when the original is recalled, until the record is', async () => {
    const carol = await world.access.online(await createUser(world.db));
    const other = await befriend(world.db, bob.userId, carol.userId);
    const file = await createFile(world.db, alice.userId);
    const { seq } = await tell(alice, id, messageEntry({ kind: 'image', attachments: [attachmentOf(file)] }));
    const copy = await tell(bob, other, recordEntry(picture(file)));
    expect(await refusal(alice, id, actionEntry('recall', seq))).toBeUndefined();
    expect([await allowed(carol, file), await allowed(bob, file)]).toEqual([true, true]);
    const copied = decodeMessageBody((await logOf(carol, other)).at(-1)!.body);
    expect(copied.record?.items[0]?.attachments).toMatchObject([{ fileId: file.id }]);
    expect(await refusal(bob, other, actionEntry('recall', copy.seq))).toBeUndefined();
    expect([await allowed(carol, file), await allowed(bob, file)]).toEqual([false, false]);
    const { rows } = await world.db.query(`SELECT FROM file WHERE id = $1 AND check_at <= now() + interval '1 hour'`, [file.id]);
    expect(rows).toHaveLength(1);
  });

  it('[S17] cannot be forwarded by a former member who does not see them, and by one who does', async () => {
    const [owner, left] = (await friends(world, 2)) as [FakeSession, FakeSession];
    const group = await startGroup(world, owner, left);
    const notes = (await valueOf(askLogic(world, 'openDirect', { userId: left.userId, peerId: left.userId }))).conversationId;
    const [early, late] = [await createFile(world.db, owner.userId), await createFile(world.db, owner.userId)];
    await tell(owner, group, messageEntry({ kind: 'image', attachments: [attachmentOf(early)] }));
    await valueOf(askLogic(world, 'leaveGroup', { conversationId: group, userId: left.userId }));
    await tell(owner, group, messageEntry({ kind: 'image', attachments: [attachmentOf(late)] }));
    expect(await refusal(left, notes, recordEntry(picture(late)))).toBe('FILE_NOT_FOUND');
    expect(await refusal(left, notes, recordEntry(picture(early, late)))).toBe('FILE_NOT_FOUND');
    expect(await refusal(left, notes, recordEntry(picture(early)))).toBeUndefined();
    expect(await refusal(left, group, recordEntry(item()))).toBe('NOT_A_MEMBER');
  });

  it('stay or go with an edit, which adds none and keeps that it was forwarded', async () => {
    const file = await createFile(world.db, alice.userId);
    const { seq } = await tell(alice, id, messageEntry({ kind: 'image', attachments: [attachmentOf(file)], forwarded: true }));
    const record = { items: [picture(await createFile(world.db, alice.userId))] };
    const edit = (body: Uint8Array): OutgoingEntry => ({ ...actionEntry('edit', seq), body });
    expect(await refusal(alice, id, edit(encodeMessageBody({ kind: 'merged_record', record })))).toBe('FILE_NOT_FOUND');
    expect(await refusal(alice, id, edit(encodeMessageBody({ text: 'no picture' })))).toBeUndefined();
    expect(await allowed(bob, file)).toBe(false);
    const edited = (await logOf(bob, id)).find((entry) => entry.seq === seq)!;
    expect(decodeMessageBody(edited.body)).toMatchObject({ text: 'no picture', forwarded: true });
  });
});
