// The built tiers, two of each: what is forwarded reaches every device, and its files those who see it.
import { beforeAll, expect, it, vi } from 'vitest';
import type { Id } from '@godwit/shared/ids/id';
import { participantsOf } from '@godwit/shared/protocol/messages/message-record';
import type { GodwitClient } from './client.js';
import { builtWorld } from './testing/built-world.js';
import type { EntryItem } from './view/timeline.js';

const SOON = { timeout: 20_000, interval: 20 };
const PNG = Uint8Array.from(atob('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=='), (c) =>
  c.charCodeAt(0),
);

const { register, online } = builtWorld({ access: 2, logic: 2, web: 1 });
let anna: GodwitClient;
let bert: GodwitClient;
let carol: GodwitClient;
/** Anna and Bert, Bert and Carol. */
let [first, second]: [Id, Id] = ['0', '0'];

async function befriended(one: GodwitClient, other: GodwitClient): Promise<Id> {
  const { requestId } = await one.api.requestFriend(other.userId);
  const { conversationId } = await other.api.acceptRequest(requestId);
  await vi.waitFor(() => expect([one.conversation(conversationId), other.conversation(conversationId)]).not.toContain(undefined), SOON);
  return conversationId;
}
beforeAll(async () => {
  await register('anna', 'bert', 'carol');
  [anna, bert, carol] = await Promise.all([online({ username: 'anna' }), online({ username: 'bert' }), online({ username: 'carol' })]);
  [first, second] = [await befriended(anna, bert), await befriended(bert, carol)];
}, 300_000);

const messages = (client: GodwitClient, id: Id): EntryItem[] =>
  client.entries(id).flatMap((item) => (item.at === 'entry' && item.kind === 'message' ? [item] : []));
/** All of a conversation, once there are so many. */
async function shows(client: GodwitClient, id: Id, count: number): Promise<EntryItem[]> {
  await client.open(id);
  await vi.waitFor(() => expect(messages(client, id)).toHaveLength(count), SOON);
  return messages(client, id);
}
const bytesOf = async (client: GodwitClient, fileId: Id): Promise<Uint8Array> =>
  new Uint8Array(await (await fetch(await client.fileUrl(fileId))).arrayBuffer());

it('[F-37] messages with files, one by one and as a record, can be read and opened where they were forwarded to', async () => {
  const picture = await anna.upload(new File([PNG], 'dot.png', { type: 'image/png' }));
  const { seq: said } = await anna.send(first, { text: 'a heron' });
  const { seq: shown } = await anna.send(first, { kind: 'image', attachments: [picture] });
  const { seq: answered } = await bert.send(first, { text: 'grey?', replyTo: { seq: said, senderId: anna.userId, preview: 'a heron' } });
  const phone = await online({ username: 'bert', deviceId: 'phone' });
  await expect(carol.fileUrl(picture.fileId)).rejects.toMatchObject({ error: 'FILE_NOT_FOUND' });
  await expect(carol.forward(first, [said], { to: [second] })).rejects.toMatchObject({ error: 'CONVERSATION_NOT_FOUND' });

  await bert.forward(first, [said, shown, answered], { to: [second], note: 'from the lake' });
  const [one, two, three, note] = await shows(carol, second, 4);
  expect([one, two, three, note].map((item) => [item!.body.text, item!.body.forwarded, item!.senderId])).toEqual([
    ['a heron', true, bert.userId],
    ['', true, bert.userId],
    ['grey?', true, bert.userId],
    ['from the lake', false, bert.userId],
  ]);
  expect(three!.body.replyTo).toBeNull();
  expect(await bytesOf(carol, two!.body.attachments[0]!.fileId)).toEqual(PNG);

  const notes = (await bert.openDirect(bert.userId)).id;
  await vi.waitFor(() => expect(bert.conversation(notes)).toBeDefined(), SOON);
  await bert.forward(first, [said, shown, answered], { to: [second, notes], merged: true });
  const record = (await shows(carol, second, 5)).at(-1);
  expect(participantsOf(record!.body.record!)).toEqual(['anna', 'bert']);
  expect(record!.body.record!.items.map(({ text }) => text)).toEqual(['a heron', '', 'grey?']);
  expect((await shows(phone, notes, 1))[0]!.body.record).toEqual(record!.body.record);

  await carol.forward(second, [record!.seq], { to: [second], merged: true });
  const outer = (await shows(bert, second, 6)).at(-1);
  expect(outer!.body.record!.items[0]!.record).toEqual(record!.body.record);

  await anna.recall(first, shown);
  expect(await bytesOf(carol, picture.fileId)).toEqual(PNG);
  await bert.open(first);
  await vi.waitFor(() => expect(messages(bert, first).find(({ seq }) => seq === shown)?.recalled).toBe(true), SOON);
  await expect(bert.forward(first, [said, shown], { to: [second] })).rejects.toMatchObject({ error: 'ENTRY_NOT_FOUND' });
});

it('[F-37] who was removed from a group forwards what he saw of it, and nothing into it', async () => {
  const { conversationId: group } = await bert.api.groups.create('Birds', [anna.userId, carol.userId]);
  await vi.waitFor(() => expect(carol.conversation(group)).toBeDefined(), SOON);
  const { seq } = await bert.send(group, { text: 'a crane' });
  await vi.waitFor(() => expect(carol.conversation(group)?.lastEntry?.seq).toBe(seq), SOON);
  await bert.api.groups.remove(group, carol.userId);
  await vi.waitFor(() => expect(carol.conversation(group)?.removed).toBe(true), SOON);
  const after = await bert.send(group, { text: 'not for her' });
  await carol.forward(group, [seq], { to: [second], merged: true });
  const record = (await shows(bert, second, 7)).at(-1);
  expect(record!.body.record!.items).toMatchObject([{ senderName: 'bert', text: 'a crane' }]);
  await expect(carol.forward(group, [after.seq], { to: [second] })).rejects.toMatchObject({ error: 'ENTRY_NOT_FOUND' });
  await expect(carol.forward(second, [record!.seq], { to: [second, group] })).rejects.toMatchObject({ error: 'NOT_A_MEMBER' });
});
