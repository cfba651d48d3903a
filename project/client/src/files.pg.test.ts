// Files through the SDK: built tiers as processes. Nobody plays anything.
import { beforeAll, describe, expect, it, vi } from 'vitest';
import type { Attachment } from '@godwit/shared/protocol/messages/attachment';
import type { Id } from '@godwit/shared/ids/id';
import type { GodwitClient } from './client.js';
import { builtWorld } from './testing/built-world.js';

const PATIENCE = { timeout: 20_000, interval: 20 };
const PNG = Uint8Array.from(atob('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=='), (c) =>
  c.charCodeAt(0),
);
const picture = (): File => new File([PNG], 'dot.png', { type: 'image/png' });

const { register, online } = builtWorld({ access: 1, logic: 2, web: 1 });
async function person(username: string): Promise<GodwitClient> {
  await register(username);
  return online({ username });
}

let anna: GodwitClient;
let bert: GodwitClient;
let id: Id;
beforeAll(async () => {
  [anna, bert] = await Promise.all([person('anna'), person('bert')]);
  const { requestId } = await anna.api.requestFriend(bert.userId);
  id = (await bert.api.acceptRequest(requestId)).conversationId;
}, 300_000);
const attachmentsAt = (client: GodwitClient, seq: number): readonly Attachment[] | undefined =>
  client.entries(id).flatMap((item) => (item.at === 'entry' && item.seq === seq ? [item.body.attachments] : []))[0];
const read = async (client: GodwitClient, fileId: Id): Promise<Uint8Array> =>
  new Uint8Array(await (await fetch(await client.fileUrl(fileId))).arrayBuffer());

describe('a file', () => {
  it('[F-46] is uploaded, sent, read by the other side, and by nobody else', async () => {
    const told: number[] = [];
    const attachment = await anna.upload(picture(), { onProgress: (sent) => told.push(sent) });
    expect(attachment).toMatchObject({ name: 'dot.png', mime: 'image/png', size: PNG.length, width: 1, height: 1 });
    expect(attachment.thumbnail.length).toBeGreaterThan(0);
    expect([told.at(0), told.at(-1)]).toEqual([0, PNG.length]);
    await expect(bert.fileUrl(attachment.fileId)).rejects.toMatchObject({ error: 'FILE_NOT_FOUND' });
    await bert.open(id);
    const { seq } = await anna.send(id, { kind: 'image', text: 'look', attachments: [attachment] });
    await vi.waitFor(() => expect(attachmentsAt(bert, seq)).toMatchObject([{ fileId: attachment.fileId, width: 1 }]), PATIENCE);
    expect(await read(bert, attachment.fileId)).toEqual(PNG);
    const carol = await person('carol');
    await expect(carol.fileUrl(attachment.fileId)).rejects.toMatchObject({ error: 'FILE_NOT_FOUND' });
  });

  it('[S17] of a recalled message is served no more, not even by a link from before', async () => {
    const attachment = await anna.upload(picture());
    const { seq } = await anna.send(id, { kind: 'image', attachments: [attachment] });
    await vi.waitFor(async () => expect(await bert.fileUrl(attachment.fileId)).toBeTruthy(), PATIENCE);
    const link = await bert.fileUrl(attachment.fileId);
    expect((await fetch(link)).status).toBe(200);
    await anna.recall(id, seq);
    expect((await fetch(link)).status).toBe(404);
  });

  it('[F-25] is waited for by its own message only', async () => {
    const slow = anna.upload(new Blob([new Uint8Array(20_000_000)]), { name: 'large.bin' });
    const { seq } = await anna.send(id, { text: 'meanwhile' });
    const attachment = await slow;
    expect(attachment).toMatchObject({ mime: 'application/octet-stream', size: 20_000_000, name: 'large.bin' });
    expect((await anna.send(id, { kind: 'file', attachments: [attachment] })).seq).toBe(seq + 1);
    expect((await read(anna, attachment.fileId)).length).toBe(20_000_000);
  });

  it('[F-46] is given up in the middle, and refused for what it is not', async () => {
    const stop = new AbortController();
    const upload = anna.upload(new Blob([new Uint8Array(20_000_000)]), { signal: stop.signal, onProgress: () => stop.abort() });
    await expect(upload).rejects.toMatchObject({ name: 'AbortError' });
    await expect(anna.upload(new Blob(['<svg/>'], { type: 'image/png' }))).rejects.toMatchObject({ error: 'FILE_TYPE_REFUSED' });
    await expect(anna.upload(new Blob([new Uint8Array(3_000_000)]), { kind: 'avatar' })).rejects.toMatchObject({ error: 'FILE_TOO_LARGE' });
  });

  it('[F-46] becomes the avatar of a person and of a group, for everybody', async () => {
    const mine = await anna.upload(picture(), { kind: 'avatar' });
    const { avatar } = await anna.api.setAvatar(mine.fileId);
    const dora = await person('dora');
    const seen = (await dora.api.user(anna.userId)).avatar;
    expect(seen).toBe(avatar);
    expect(new Uint8Array(await (await fetch(await dora.avatarUrl(seen))).arrayBuffer())).toEqual(PNG);
    const { conversationId } = await anna.api.groups.create('Birds', [bert.userId]);
    const ours = await anna.upload(picture(), { kind: 'avatar' });
    await anna.api.groups.setAvatar(conversationId, ours.fileId);
    await vi.waitFor(() => expect(bert.conversation(conversationId)?.avatar).toBe(`file:${ours.fileId}`), PATIENCE);
    expect(await read(dora, ours.fileId)).toEqual(PNG);
    expect([await dora.avatarUrl(''), await dora.avatarUrl('https://a.example/b.png')]).toEqual(['', 'https://a.example/b.png']);
  });
});
