// The files of a conversation and the groups of two people through the SDK: built tiers as processes.
import { beforeAll, expect, it } from 'vitest';
import type { Id } from '@godwit/shared/ids/id';
import type { SharedFileKind } from '@godwit/shared/rest/conversations';
import type { GodwitClient } from './client.js';
import { builtWorld } from './testing/built-world.js';

const PNG = Uint8Array.from(atob('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=='), (c) =>
  c.charCodeAt(0),
);
const OGG = new TextEncoder().encode('OggS and what else there is of a voice');
const FILES = {
  picture: { bytes: PNG, name: 'dot.png', type: 'image/png', kind: 'image' },
  document: { bytes: new TextEncoder().encode('%PDF-1.7'), name: 'plan.pdf', type: 'application/pdf', kind: 'file' },
  voice: { bytes: OGG, name: 'voice.ogg', type: 'audio/ogg', kind: 'voice' },
} as const;

const { register, online } = builtWorld({ access: 1, logic: 1, web: 1 });
async function person(username: string): Promise<GodwitClient> {
  await register(username);
  return online({ username });
}
async function befriend(a: GodwitClient, b: GodwitClient): Promise<Id> {
  const { requestId } = await a.api.requestFriend(b.userId);
  return (await b.api.acceptRequest(requestId)).conversationId;
}

let anna: GodwitClient;
let bert: GodwitClient;
let carol: GodwitClient;
beforeAll(async () => {
  [anna, bert, carol] = await Promise.all([person('anna'), person('bert'), person('carol')]);
}, 300_000);

async function share(by: GodwitClient, id: Id, what: keyof typeof FILES): Promise<number> {
  const { bytes, name, type, kind } = FILES[what];
  const attachment = await by.upload(new File([bytes], name, { type }), { kind });
  return (await by.send(id, { kind, attachments: [attachment] })).seq;
}

it('[F-46] what two people share is found by its kind, page by page, and the messages with it', async () => {
  const id = await befriend(anna, bert);
  const pictures = [await share(anna, id, 'picture')];
  const document = await share(bert, id, 'document');
  const voice = await share(anna, id, 'voice');
  for (const by of [bert, anna]) pictures.unshift(await share(by, id, 'picture'));
  for (const client of [anna, bert]) {
    const seqs = async (kind: SharedFileKind): Promise<number[]> => (await client.api.sharedFiles(id, { kind })).seqs;
    expect([await seqs('media'), await seqs('file'), await seqs('voice')]).toEqual([pictures, [document], [voice]]);
  }
  const first = await bert.api.sharedFiles(id, { kind: 'media', limit: 2 });
  expect(first).toEqual({ seqs: pictures.slice(0, 2), next: pictures[1] });
  const second = await bert.api.sharedFiles(id, { kind: 'media', limit: 2, before: first.next });
  expect(second).toEqual({ seqs: pictures.slice(2), next: 0 });
  const names = (await bert.entriesAt(id, [document, ...second.seqs])).map(({ body }) => body.attachments[0]?.name);
  expect(names.sort()).toEqual(['dot.png', 'plan.pdf']);
  await expect(carol.api.sharedFiles(id, { kind: 'media' })).rejects.toMatchObject({ error: 'CONVERSATION_NOT_FOUND' });
  await expect(anna.api.sharedFiles(id, { kind: 'media', limit: 101 })).rejects.toMatchObject({ error: 'INVALID_ARGUMENT' });
});

it('[F-46] [U-13] what two people link to is found, page by page, and the messages with it', async () => {
  const id = await befriend(bert, carol);
  const say = async (by: GodwitClient, text: string): Promise<number> => (await by.send(id, { text })).seq;
  const [first, , coded, second, third] = [
    await say(bert, 'see https://mudflats.example/tides.'),
    await say(carol, 'thanks'),
    await say(bert, '`https://mudflats.example`'),
    await say(carol, 'http://a.example and https://b.example'),
    await say(bert, 'https://c.example'),
  ] as const;
  for (const client of [bert, carol])
    expect(await client.api.sharedFiles(id, { kind: 'link' })).toEqual({ seqs: [third, second, first], next: 0 });
  const page = await carol.api.sharedFiles(id, { kind: 'link', limit: 2 });
  expect(page).toEqual({ seqs: [third, second], next: second });
  expect(await carol.api.sharedFiles(id, { kind: 'link', before: page.next })).toEqual({ seqs: [first], next: 0 });
  expect((await carol.entriesAt(id, page.seqs)).map(({ body }) => body.text)).toContain('https://c.example');
  await bert.edit(id, coded, { text: 'https://mudflats.example' });
  await bert.recall(id, third);
  expect((await carol.api.sharedFiles(id, { kind: 'link' })).seqs).toEqual([second, coded, first]);
  await expect(anna.api.sharedFiles(id, { kind: 'link' })).rejects.toMatchObject({ error: 'CONVERSATION_NOT_FOUND' });
});

it('[F-62] groups of two people are those that both are in now, by title', async () => {
  await befriend(anna, carol);
  const create = async (title: string, ...members: GodwitClient[]): Promise<Id> =>
    (
      await anna.api.groups.create(
        title,
        members.map((member) => member.userId),
      )
    ).conversationId;
  const [owls, birds, left, over] = [
    await create('Owls', carol),
    await create('Birds', bert, carol),
    await create('Left', carol),
    await create('Over', carol),
  ];
  await create('Without her', bert);
  const group = (conversationId: Id, title: string, memberCount: number) => ({ conversationId, title, avatar: '', memberCount });
  expect(await anna.api.sharedGroups(carol.userId)).toHaveLength(4);
  await carol.api.groups.leave(left);
  await anna.api.groups.dismiss(over);
  const shared = [group(birds, 'Birds', 3), group(owls, 'Owls', 2)];
  expect([await anna.api.sharedGroups(carol.userId), await carol.api.sharedGroups(anna.userId)]).toEqual([shared, shared]);
  expect(await bert.api.sharedGroups(carol.userId)).toEqual([group(birds, 'Birds', 3)]);
  await carol.api.block(bert.userId);
  expect(await bert.api.sharedGroups(carol.userId)).toEqual([group(birds, 'Birds', 3)]);
  const dora = await person('dora');
  expect([await dora.api.sharedGroups(anna.userId), await anna.api.sharedGroups(anna.userId)]).toEqual([[], []]);
  await expect(anna.api.sharedGroups('999')).rejects.toMatchObject({ error: 'USER_NOT_FOUND' });
});
