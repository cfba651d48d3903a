import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Id } from '@godwit/shared/ids/id';
import { decodeMessageBody, encodeMessageBody, type MessageBody } from '@godwit/shared/protocol/messages/message-body';
import type { FakeSession } from '../testing/fake-access.js';
import { attachmentOf, createFile } from '../testing/files.js';
import { type LogicWorld, startLogicWorld } from '../testing/logic-world.js';
import { befriend, createUser } from '../testing/people.js';
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

const WITH_FILES = ['image', 'file', 'voice', 'video'] as const;

describe('[F-39] the kinds of messages', () => {
  it('come to the other side and into the log as the bytes that were sent, with sizes, waveform and small picture', async () => {
    const { id: fileId, ...file } = await createFile(world.db, alice.userId);
    const bytes = Uint8Array.from({ length: 200 }, (_, i) => i);
    const attachment = { ...attachmentOf({ id: fileId, ...file }), durationMs: 60_000, thumbnail: bytes, waveform: bytes };
    const said = { senderId: '7', senderName: 'Gull', createdAt: 1, kind: 'text', text: 'hi', attachments: [], record: null } as const;
    const bodies: Partial<MessageBody>[] = [
      { kind: 'text', text: 'words' },
      ...WITH_FILES.map((kind) => ({ kind, text: `a ${kind}`, attachments: [attachment] })),
      { kind: 'contact_card', custom: bytes, fallbackText: 'Gull' },
      { kind: 'merged_record', record: { items: [said] }, fallbackText: 'Gull: hi' },
      { kind: 'custom', customType: 'poll', custom: bytes, fallbackText: '[poll]' },
    ];
    const entries = bodies.map(messageEntry);
    for (const entry of entries) expect(await tell(alice, id, entry)).toMatchObject({ code: 0 });
    const pushed = bob.all('pushMessage').flatMap((push) => push.entries);
    const log = await logOf(bob, id);
    for (const [i, { body }] of entries.entries()) {
      expect(pushed[i]!.body).toEqual(body);
      expect(log.at(i - entries.length)!.body).toEqual(body);
      expect(decodeMessageBody(pushed[i]!.body)).toMatchObject(bodies[i]!);
    }
  });

  it('need what they are made of, and a client cannot make those of the server', async () => {
    for (const kind of WITH_FILES) expect(await refusal(alice, id, messageEntry({ kind, text: 'no file' }))).toBe('EMPTY_MESSAGE');
    expect(await refusal(alice, id, messageEntry({ kind: 'text', fallbackText: 'x' }))).toBe('EMPTY_MESSAGE');
    const system = { code: 'group_created', operatorId: '1', targetIds: [], args: [] };
    expect(await refusal(alice, id, messageEntry({ kind: 'system', text: 'x', system }))).toBe('INVALID_ARGUMENT');
  });

  it('of a newer client go through, and show their fallback text here', async () => {
    const [one, other] = (['contact_card', 'custom'] as const).map((kind) => encodeMessageBody({ kind, fallbackText: '[moon]' }));
    const at = one!.findIndex((byte, i) => byte !== other![i]);
    const body = one!.with(at, 200);
    expect(await refusal(alice, id, { ...messageEntry({}), body })).toBeUndefined();
    const [newest] = (await logOf(bob, id)).slice(-1);
    expect(newest!.body).toEqual(body);
    expect(decodeMessageBody(newest!.body)).toMatchObject({ kind: 'custom', fallbackText: '[moon]' });
  });
});
